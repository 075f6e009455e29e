using Google.Rpc;
using Grpc.Core;
using Hello;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using WsAspire.ServiceDefaults.Resilience;
using WsAspire.ServiceDefaults.Tests.Shapes;

namespace WsAspire.ServiceDefaults.Tests.Resilience;

public sealed class CircuitTests
{
    private const int Unavailable = (int)StatusCode.Unavailable;
    private readonly CallCounter _calls = new();
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Method_ThatKeepsFailing_IsLeftAloneAndThenTriedByOneCall()
    {
        await using var target = await SampleService.StartAsync(map: _calls.Map);
        await using var caller = await StartCallerAsync(target);
        _calls.Status = _ => Unavailable;
        await FailAsync(caller, 20);

        var refused = await Assert.ThrowsAsync<RpcException>(() => WriteAsync(caller));
        Assert.Equal((StatusCode.Unavailable, 20), (refused.StatusCode, _calls.Calls));
        Assert.Equal("CIRCUIT_OPEN", refused.GetRpcStatus()!.GetDetail<ErrorInfo>().Reason);
        Assert.InRange(refused.GetRpcStatus()!.GetDetail<RetryInfo>().RetryDelay.ToTimeSpan(), TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(2));

        _time.Advance(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAsync<RpcException>(() => WriteAsync(caller));
        await Assert.ThrowsAsync<RpcException>(() => WriteAsync(caller));
        Assert.Equal(21, _calls.Calls);

        _time.Advance(TimeSpan.FromSeconds(2));
        _calls.Status = _ => 0;
        await WriteAsync(caller);
        await WriteAsync(caller);
        Assert.Equal(23, _calls.Calls);
        Assert.Equal(1, caller.Logs.Lines.Count(line => line.Message.Contains("is not asked for", StringComparison.Ordinal)));
        Assert.Equal(1, caller.Logs.Lines.Count(line => line.Message.Contains("answers ws.tests.shapes.ShapeService/Echo again", StringComparison.Ordinal) || line.Message.Contains("answers /ws.tests.shapes.ShapeService/Echo again", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Method_ThatKeepsFailing_OpensNoOther()
    {
        await using var target = await SampleService.StartAsync(map: _calls.Map);
        await using var caller = await StartCallerAsync(target);
        _calls.Status = _ => Unavailable;
        await FailAsync(caller, 21);
        _calls.Status = _ => 0;

        await ClientOf(caller).GetAsync(new Shape(), cancellationToken: Token);
        await caller.App.Services.GetRequiredService<HelloHTTP.HelloHTTPClient>().SayHelloAsync(new HelloHTTPRequest(), cancellationToken: Token);

        Assert.Equal(22, _calls.Calls);
    }

    [Theory]
    [InlineData(StatusCode.NotFound)]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.ResourceExhausted)]
    [InlineData(StatusCode.Cancelled)]
    public async Task Method_ThatAnswersOtherwise_StaysClosed(StatusCode status)
    {
        await using var target = await SampleService.StartAsync(map: _calls.Map);
        await using var caller = await StartCallerAsync(target);
        _calls.Status = _ => (int)status;

        await FailAsync(caller, 40);

        Assert.Equal(40, _calls.Calls);
    }

    [Fact]
    public async Task BlockingCall_WithAnOpenCircuit_FailsAtOnce()
    {
        await using var target = await SampleService.StartAsync(map: _calls.Map);
        await using var caller = await StartCallerAsync(target);
        _calls.Status = _ => Unavailable;
        for (var i = 0; i < 21; i++)
        {
            Assert.Throws<RpcException>(() => ClientOf(caller).Echo(new Shape(), cancellationToken: Token));
        }

        Assert.Equal(20, _calls.Calls);
    }

    [Fact]
    public async Task Circuits_SwitchedOff_StayClosed()
    {
        await using var target = await SampleService.StartAsync(map: _calls.Map);
        await using var caller = await StartCallerAsync(target, "--GrpcClient:CircuitBreaker:Enabled", "false");
        _calls.Status = _ => Unavailable;

        await FailAsync(caller, 40);

        Assert.Equal(40, _calls.Calls);
    }

    [Fact]
    public async Task Deadline_ThatPasses_CountsOnlyWhereTheCallHadTime()
    {
        await using var caller = await SampleService.StartAsync(builder => builder.AddServiceGrpcClient<ShapeService.ShapeServiceClient>("ws-other"));
        var circuits = caller.App.Services.GetRequiredService<Circuits>();
        var hurried = circuits.Find(new CircuitKey("a", "hurried"));
        var patient = circuits.Find(new CircuitKey("a", "patient"));

        for (var i = 0; i < 40; i++)
        {
            hurried.TryEnter(TimeSpan.FromMilliseconds(10))?.Complete(StatusCode.DeadlineExceeded);
            patient.TryEnter(TimeSpan.FromSeconds(5))?.Complete(StatusCode.DeadlineExceeded);
        }

        Assert.Equal((false, true), (hurried.IsOpen, patient.IsOpen));
    }

    [Fact]
    public async Task Try_ThatIsGivenUp_LetsTheNextOneTry()
    {
        await using var caller = await SampleService.StartAsync(AddClients);
        var circuit = caller.App.Services.GetRequiredService<Circuits>().Find(new CircuitKey("a", "b"));
        for (var i = 0; i < 20; i++)
        {
            circuit.TryEnter(TimeSpan.MaxValue)!.Complete(StatusCode.Unavailable);
        }

        Assert.Null(circuit.TryEnter(TimeSpan.MaxValue));
        _time.Advance(TimeSpan.FromSeconds(2));
        circuit.TryEnter(TimeSpan.MaxValue)!.Complete(StatusCode.Cancelled);
        var next = circuit.TryEnter(TimeSpan.MaxValue);
        Assert.Null(circuit.TryEnter(TimeSpan.MaxValue));
        next!.Complete(StatusCode.NotFound);

        Assert.False(circuit.IsOpen);
    }

    [Fact]
    public void Window_ForgetsWhatIsOld_AndKeepsTheRatioWhenItIsFull()
    {
        var window = new CallWindow();
        window.Add(100, failed: true);
        window.Add(105, failed: false);

        Assert.Equal((2, 1), window.Sum(109));
        Assert.Equal((1, 0), window.Sum(110));
        Assert.Equal((0, 0), window.Sum(200));

        for (var i = 0; i < 400_000; i++)
        {
            window.Add(300, failed: i % 4 == 0);
        }

        var (calls, failures) = window.Sum(300);
        Assert.InRange((double)failures / calls, 0.24, 0.26);
    }

    [Fact]
    public void Window_CountedByManyThreads_LosesNothing()
    {
        var window = new CallWindow();

        Parallel.For(0, 20_000, i => window.Add(7, failed: i % 2 == 0));

        Assert.Equal((20_000, 10_000), window.Sum(7));
    }

    private static async Task FailAsync(SampleService caller, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await Assert.ThrowsAsync<RpcException>(() => WriteAsync(caller));
        }
    }

    private Task<SampleService> StartCallerAsync(SampleService target, params string[] more) =>
        SampleService.StartAsync(["--urls", "http://127.0.0.1:0", "--services:ws-other:http:0", target.Addresses[0], .. more], null, AddClients);

    private void AddClients(Microsoft.AspNetCore.Builder.WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.AddServiceGrpcClient<ShapeService.ShapeServiceClient>("ws-other");
        builder.AddServiceGrpcClient<HelloHTTP.HelloHTTPClient>("ws-other");
    }

    private static async Task WriteAsync(SampleService caller) => await ClientOf(caller).EchoAsync(new Shape(), deadline: DateTime.MaxValue, cancellationToken: Token);

    private static ShapeService.ShapeServiceClient ClientOf(SampleService caller) => caller.App.Services.GetRequiredService<ShapeService.ShapeServiceClient>();
}
