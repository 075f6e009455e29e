namespace WsAspire.ServiceDefaults.Errors;

/// <summary>One field of a request that is at fault.</summary>
/// <param name="Field">Path of the field as the contract spells it, such as <c>lines[0].quantity</c>.</param>
/// <param name="Description">What is wrong and what would be right, for a person.</param>
public sealed record FieldViolation(string Field, string Description);
