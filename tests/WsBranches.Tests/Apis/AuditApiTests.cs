using WsBranches.Tests.Hosts;

namespace WsBranches.Tests.Apis;

public sealed class AuditApiTests
{
    [Fact]
    public async Task Audit_HasEveryChange_TheNewestFirst()
    {
        await using var plane = await ControlPlane.StartAsync();
        var instance = ControlPlane.InstanceOf("f1", 5201);
        instance.Ready = false;
        instance.Reason = "starting\nX";
        await using var registration = await plane.RegisterAsync(instance);
        instance.Ready = true;
        await registration.TellAsync(instance);
        await registration.TellAsync(instance);
        instance.Port = 5202;
        await registration.TellAsync(instance);
        await registration.DisposeAsync();
        await Wait.UntilAsync(() => plane.StatesAsync("f1"), states => states.Length == 0);

        var audit = (await plane.ReadAsync("/v1/audit")).AsArray().Select(entry => $"{entry!["change"]} {entry["address"]} {entry["detail"]}");

        Assert.Equal(
            [
                "left 127.0.0.1:5202 closed",
                "changed 127.0.0.1:5202 ready, was at 127.0.0.1:5201",
                "changed 127.0.0.1:5201 ready",
                "joined 127.0.0.1:5201 not ready: starting X",
            ],
            audit);
        Assert.Single((await plane.ReadAsync("/v1/audit?count=1")).AsArray());
    }
}
