namespace WsBranches.Audit;

/// <summary>One change.</summary>
/// <param name="At">When it happened.</param>
/// <param name="Change">What: joined, changed, left.</param>
/// <param name="Service">The resource name of the service.</param>
/// <param name="Branch">The branch.</param>
/// <param name="Instance">The id of the instance.</param>
/// <param name="Address">Address and port.</param>
/// <param name="Detail">What is more to say, such as why it left; may be empty.</param>
internal sealed record AuditEntry(DateTimeOffset At, string Change, string Service, string Branch, string Instance, string Address, string Detail);
