namespace WsGateway.Tests.Hosts;

/// <summary>A control plane, an instance of test, one of f1, and the gateway that knows both.</summary>
internal sealed class Place : IAsyncDisposable
{
    private readonly Registration _testRegistration;

    private Place(ControlPlane plane, BackEnd test, BackEnd f1, Registration testRegistration, Registration f1Registration, Gateway gateway)
    {
        Plane = plane;
        Test = test;
        F1 = f1;
        _testRegistration = testRegistration;
        F1Registration = f1Registration;
        Gateway = gateway;
    }

    public ControlPlane Plane { get; }

    public BackEnd Test { get; }

    public BackEnd F1 { get; }

    public Registration F1Registration { get; }

    public Gateway Gateway { get; }

    /// <summary>Starts all of them.</summary>
    /// <param name="isDebugging">Whether f1's instance says that it is debugged.</param>
    /// <param name="settings">More configuration of the gateway.</param>
    public static async Task<Place> CreateAsync(bool isDebugging = false, params (string Name, string Value)[] settings)
    {
        var started = await Task.WhenAll(BackEnd.StartAsync("test"), BackEnd.StartAsync("f1"));
        var plane = await ControlPlane.StartAsync();
        var test = await plane.RegisterAsync("test", started[0]);
        var f1 = await plane.RegisterAsync("f1", started[1], isDebugging);
        var gateway = await Gateway.StartAsync(plane, started[0], settings);
        await gateway.ServesAsync("f1", "f1");
        return new Place(plane, started[0], started[1], test, f1, gateway);
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await F1Registration.DisposeAsync();
        await _testRegistration.DisposeAsync();
        await Plane.DisposeAsync();
        await F1.DisposeAsync();
        await Test.DisposeAsync();
    }
}
