using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.Orchestration;

namespace StandIns.Tests.Orchestration;

public sealed class ProcFilesTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::1")]
    public void OwnerOf_PortOfThisProcess_SaysItsIdAndCommandLine(string address)
    {
        using var listener = new TcpListener(IPAddress.Parse(address), 0);
        listener.Start();

        var owner = ProcFiles.OwnerOf(((IPEndPoint)listener.LocalEndpoint).Port);

        Assert.NotNull(owner);
        Assert.Contains($"(pid {Environment.ProcessId}: ", owner, StringComparison.Ordinal);
        Assert.Contains("StandIns.Tests", owner, StringComparison.Ordinal);
    }

    [Fact]
    public void OwnerOf_FreePort_IsNull() => Assert.Null(ProcFiles.OwnerOf(new PortAllocator().Next()));
}
