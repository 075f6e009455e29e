using Microsoft.Extensions.Logging.Abstractions;
using WsGateway.Proxy;
using WsGateway.Routing;

namespace WsGateway.Tests.Routing;

public sealed class EndpointSetTests
{
    private readonly BranchEndpoint _one = Create(1);
    private readonly BranchEndpoint _two = Create(2);
    private readonly BranchEndpoint _last = Create(3);

    private EndpointSet Set => EndpointSet.Of([[_one, _two], [], [_last]]);

    [Fact]
    public void Choice_OfAFirstPriority_GoesInTurns()
    {
        var set = Set;
        var chosen = Enumerable.Range(0, 10).Select(_ => set.Choose(ejects: true, [])).ToList();

        Assert.Equal(5, chosen.Count(endpoint => endpoint == _one));
        Assert.Equal(5, chosen.Count(endpoint => endpoint == _two));
    }

    [Fact]
    public void Choice_WithoutWhatIsOutAndWhatWasTried_IsTheNextPriority()
    {
        _one.Instance.Eject(OutReason.Reset, TimeSpan.FromMinutes(1));

        Assert.Equal(_two, Set.Choose(ejects: true, []));
        Assert.Equal(_last, Set.Choose(ejects: true, [_two.Instance]));
        Assert.Equal(_one, Set.Choose(ejects: true, [_two.Instance, _last.Instance]));
        Assert.Null(Set.Choose(ejects: true, [_one.Instance, _two.Instance, _last.Instance]));
    }

    [Fact]
    public void Choice_WhereNothingIsEjected_TakesNoNotice()
    {
        _one.Instance.Eject(OutReason.Reset, TimeSpan.FromMinutes(1));
        _two.Instance.Eject(OutReason.Reset, TimeSpan.FromMinutes(1));

        Assert.NotEqual(_last, Set.Choose(ejects: false, []));
        Assert.Equal(_last, Set.Choose(ejects: true, []));
    }

    [Fact]
    public void Choice_OfNone_IsNone()
    {
        Assert.True(EndpointSet.Empty.IsEmpty);
        Assert.Null(EndpointSet.Empty.Choose(ejects: true, []));
    }

    private static BranchEndpoint Create(int port) => new(new Instance("127.0.0.1", port, new PingConnection("127.0.0.1", port), TimeProvider.System, NullLogger.Instance), "f1");
}
