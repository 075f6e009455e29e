namespace WsAspire.Fuzz;

/// <summary>One request.</summary>
/// <param name="Method">Method of HTTP.</param>
/// <param name="Path">Path with query, as it is sent.</param>
/// <param name="Body">The body.</param>
/// <param name="Headers">Headers, content type included.</param>
internal sealed record FuzzInput(string Method, string Path, byte[] Body, IReadOnlyList<(string Name, string Value)> Headers);
