using WsAspire.Testing;

[assembly: AssemblyFixture(typeof(WsBff.Tests.Hosts.SharedSystem))]

namespace WsBff.Tests.Hosts;

/// <summary>One real system for all tests that leave it whole, and the database server for those that don't.</summary>
public sealed class SharedSystem : IAsyncLifetime
{
    private MySqlServer? _server;
    private RealSystem? _system;

    /// <summary>For tests that wait for a summary's customer, however slow the machine is.</summary>
    internal static Dictionary<string, string> Patient { get; } = new() { ["Summary:CustomerTimeout"] = "00:00:30" };

    /// <summary>The database server.</summary>
    public MySqlServer Server => _server!;

    /// <summary>The system.</summary>
    public RealSystem System => _system!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _server = await MySqlServer.StartAsync();
        _system = await RealSystem.StartAsync(_server, Patient);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_system is not null)
        {
            await _system.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
