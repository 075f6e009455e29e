using Aspire.Hosting.Orchestration;

namespace StandIns.Tests.Orchestration;

public sealed class PortAllocatorTests
{
    private const int Ports = 300;

    [Fact]
    public void Next_OfTwoSystems_NeverGivesTheSame()
    {
        var one = new PortAllocator();
        var other = new PortAllocator();

        var given = Enumerable.Range(0, Ports).SelectMany(_ => (int[])[one.Next(), other.Next()]).ToArray();

        Assert.Equal(2 * Ports, given.Distinct().Count());
    }
}
