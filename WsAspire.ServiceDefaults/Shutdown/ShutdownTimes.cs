using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Shutdown;

/// <summary>The section <c>Shutdown</c> with the defaults of the environment.</summary>
internal sealed class ShutdownTimes(IOptions<ShutdownOptions> options, IHostEnvironment environment)
{
    // What else has to end after the server, such as the export of telemetry.
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(5);

    public TimeSpan Delay { get; } = options.Value.Delay ?? TimeSpan.FromSeconds(environment.IsDevelopment() ? 0 : 5);

    public TimeSpan DrainTimeout { get; } = options.Value.DrainTimeout ?? TimeSpan.FromSeconds(environment.IsDevelopment() ? 5 : 20);

    public TimeSpan Whole => Delay + DrainTimeout + s_rest;
}
