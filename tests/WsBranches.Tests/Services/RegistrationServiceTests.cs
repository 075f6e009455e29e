using Google.Rpc;
using Grpc.Core;
using Ws.Branches.V1;
using WsBranches.Tests.Hosts;

namespace WsBranches.Tests.Services;

public sealed class RegistrationServiceTests : IAsyncLifetime
{
    private ControlPlane _plane = null!;

    public async ValueTask InitializeAsync() => _plane = await ControlPlane.StartAsync();

    public ValueTask DisposeAsync() => _plane.DisposeAsync();

    [Fact]
    public async Task Instance_ThatRegisters_IsThereAtThePeersAddress_AndIsAnswered()
    {
        await using var registration = _plane.Open();

        var response = await registration.TellAsync(ControlPlane.InstanceOf("f1", 5201));

        Assert.Equal(3000, response.SilenceLimitMs);
        Assert.StartsWith("ws-branches/", response.ControlPlane, StringComparison.Ordinal);
        var branches = await _plane.ReadAsync("/v1/branches");
        var instance = branches["services"]![0]!["branches"]![0]!["instances"]![0]!;
        Assert.Equal("127.0.0.1:5201", (string)instance["address"]!);
        Assert.Equal("1.0.0", (string)instance["version"]!);
    }

    [Fact]
    public async Task Stream_ThatIsClosed_TakesTheInstanceOutAtOnce()
    {
        var registration = await _plane.RegisterAsync(ControlPlane.InstanceOf("f1", 5201));

        await registration.DisposeAsync();

        await Wait.UntilAsync(() => _plane.StatesAsync("f1"), states => states.Length == 0);
    }

    [Fact]
    public async Task Instance_ThatIsSilentForThreeSeconds_IsOut_AndIsToldSo()
    {
        await using var registration = await _plane.RegisterAsync(ControlPlane.InstanceOf("f1", 5201));
        await using var alive = await _plane.RegisterAsync(ControlPlane.InstanceOf("f1", 5202));

        await registration.FallSilentAsync();

        var end = await registration.EndAsync();
        Assert.Equal(StatusCode.Unavailable, end.StatusCode);
        Assert.Equal("INSTANCE_SILENT", end.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Reason);
        Assert.Single(await Wait.UntilAsync(() => _plane.StatesAsync("f1"), states => states.Length == 1));
    }

    [Fact]
    public async Task Instance_ThatIsDebugged_MayBeSilent()
    {
        var debugged = ControlPlane.InstanceOf("f1", 5201);
        debugged.Debugging = true;
        await using var registration = _plane.Open();
        Assert.Equal(0, (await registration.TellAsync(debugged)).SilenceLimitMs);
        await using var other = await _plane.RegisterAsync(ControlPlane.InstanceOf("f2", 5202));

        await registration.FallSilentAsync();
        await other.FallSilentAsync();

        await other.EndAsync();
        Assert.Equal(["ready"], await _plane.StatesAsync("f1"));
    }

    [Fact]
    public async Task Instance_ThatIsNotReady_IsShown_AndDoesNotServe()
    {
        var instance = ControlPlane.InstanceOf("f1", 5201, isReady: false);
        instance.Reason = "migration 0002 is pending";
        await using var registration = await _plane.RegisterAsync(instance);

        var before = await _plane.ReadAsync("/v1/explain?service=ws-order&branch=f1");
        instance.Ready = true;
        await registration.TellAsync(instance);
        var after = await _plane.ReadAsync("/v1/explain?service=ws-order&branch=f1");

        Assert.Equal(("test", "unhealthy"), ((string)before["branchServed"]!, (string)before["reason"]!));
        Assert.Equal("migration 0002 is pending", (string)before["instances"]![0]!["reason"]!);
        Assert.Equal("f1", (string)after["branchServed"]!);
        Assert.Null(after["reason"]);
    }

    [Fact]
    public async Task Instance_ThatComesByAnotherStream_IsThereOnce()
    {
        await using var old = await _plane.RegisterAsync(ControlPlane.InstanceOf("f1", 5201));
        await using var now = await _plane.RegisterAsync(ControlPlane.InstanceOf("f1", 5201));

        Assert.Equal(StatusCode.Aborted, (await old.EndAsync()).StatusCode);
        Assert.Equal(["ready"], await _plane.StatesAsync("f1"));
    }

    [Fact]
    public async Task Instance_ThatChangesItsBranch_IsInTheNewOne()
    {
        var instance = ControlPlane.InstanceOf("f1", 5201);
        await using var registration = await _plane.RegisterAsync(instance);

        instance.Branch = "f2";
        await registration.TellAsync(instance);

        Assert.Empty(await _plane.StatesAsync("f1"));
        Assert.Equal(["ready"], await _plane.StatesAsync("f2"));
    }

    [Theory]
    [InlineData("service", "WS-ORDER")]
    [InlineData("service", "")]
    [InlineData("branch", "f1/../test")]
    [InlineData("branch", "")]
    [InlineData("id", "")]
    [InlineData("id", "a\r\nb")]
    [InlineData("port", "0")]
    [InlineData("port", "65536")]
    [InlineData("address", "localhost")]
    [InlineData("address", "evil.example.org")]
    [InlineData("address", "127.1")]
    [InlineData("address", "2130706433")]
    [InlineData("address", "0x7f.0.0.1")]
    [InlineData("address", "0.0.0.0")]
    [InlineData("address", "224.0.0.1")]
    [InlineData("address", "255.255.255.255")]
    [InlineData("address", "::")]
    [InlineData("address", "fe80::1%eth0")]
    [InlineData("address", "[::1]:80")]
    [InlineData("version", "1.0\n2.0")]
    [InlineData("commit", "\u00fc")]
    public async Task Field_ThatIsAtFault_IsRefused_AndNamed(string field, string value)
    {
        var instance = ControlPlane.InstanceOf("f1", 5201);
        var descriptor = Instance.Descriptor.FindFieldByName(field);
        descriptor.Accessor.SetValue(instance, field == "port" ? int.Parse(value, System.Globalization.CultureInfo.InvariantCulture) : value);
        await using var registration = _plane.Open();

        await registration.WriteAsync(new RegisterRequest { Instance = instance });

        var end = await registration.EndAsync();
        Assert.Equal(StatusCode.InvalidArgument, end.StatusCode);
        Assert.Equal("instance." + field, Assert.Single(end.GetRpcStatus()!.GetDetail<BadRequest>()!.FieldViolations).Field);
        Assert.Empty(await _plane.StatesAsync("f1"));
    }

    [Fact]
    public async Task Instance_ThatIsRefusedLater_IsOut()
    {
        var instance = ControlPlane.InstanceOf("f1", 5201);
        await using var registration = await _plane.RegisterAsync(instance);

        instance.Port = -1;
        await registration.WriteAsync(new RegisterRequest { Instance = instance });

        Assert.Equal(StatusCode.InvalidArgument, (await registration.EndAsync()).StatusCode);
        await Wait.UntilAsync(() => _plane.StatesAsync("f1"), states => states.Length == 0);
    }

    [Fact]
    public async Task Stream_ThatBeginsWithoutAnInstance_IsRefused()
    {
        await using var registration = _plane.Open();

        await registration.WriteAsync(new RegisterRequest());

        Assert.Equal(StatusCode.InvalidArgument, (await registration.EndAsync()).StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer ")]
    [InlineData("Bearer wrong-token")]
    [InlineData(ControlPlane.Token)]
    public async Task Stranger_IsRefused(string? authorization)
    {
        var credentials = new Metadata();
        if (authorization is not null)
        {
            credentials.Add("authorization", authorization);
        }

        await using var registration = _plane.Open(credentials);
        using var proxy = new DeltaClient(_plane.Channel, credentials);

        Assert.Equal(StatusCode.Unauthenticated, (await registration.EndAsync()).StatusCode);
        Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(proxy.ReadAsync)).StatusCode);
        Assert.Empty((await _plane.ReadAsync("/v1/proxies")).AsArray());
    }
}
