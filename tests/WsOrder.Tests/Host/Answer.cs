using Grpc.Core;

namespace WsOrder.Tests.Host;

/// <summary>What a face answered.</summary>
/// <param name="Code">The status.</param>
/// <param name="Reason">Reason of the error; empty without one.</param>
/// <param name="Fields">The fields at fault with what is said of each.</param>
/// <param name="Text">The message of the error, or the response.</param>
internal sealed record Answer(StatusCode Code, string Reason, string Fields, string Text);
