using System.Net;

namespace WsAspire.ServiceDefaults.Branching;

/// <summary>Gives the addresses behind a name, as DNS does.</summary>
/// <exception cref="System.Net.Sockets.SocketException">The name is not known.</exception>
internal delegate Task<IPAddress[]> ResolveName(string name, CancellationToken cancellationToken);
