using WsGateway.Tests.Hosts;

namespace WsGateway.Tests;

/// <summary>The gateway with the real control plane: who serves which branch.</summary>
public sealed class RoutingTests
{
    [Fact]
    public async Task Branch_ThatRegisters_ServesItsRequests_AndTestThoseOfOthers()
    {
        await using var plane = await ControlPlane.StartAsync();
        await using var test = await BackEnd.StartAsync("test");
        await using var f1 = await BackEnd.StartAsync("f1");
        await using var testRegistration = await plane.RegisterAsync("test", test);
        await using var gateway = await Gateway.StartAsync(plane);

        await gateway.ServesAsync(null, "test");
        Assert.Equal((200, "test"), await gateway.GetAsync("f1"));
        await using (await plane.RegisterAsync("f1", f1))
        {
            await gateway.ServesAsync("f1", "f1");
            Assert.Equal((200, "test"), await gateway.GetAsync(null));
            Assert.Equal((200, "test"), await gateway.GetAsync("f2"));
            Assert.Equal((200, "test"), await gateway.GetAsync("F1"));
        }

        await gateway.ServesAsync("f1", "test");
    }
}
