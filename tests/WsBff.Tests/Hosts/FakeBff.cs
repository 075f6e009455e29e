using Google.Protobuf;
using Grpc.Core;

namespace WsBff.Tests.Hosts;

/// <summary>A BFF before a fake ws-order, shared by the tests of a class.</summary>
public sealed class FakeBff : IAsyncLifetime
{
    private FakeOrder? _order;
    private BffServer? _bff;

    /// <summary>In the place of ws-order.</summary>
    public FakeOrder Order => _order!;

    /// <summary>The BFF.</summary>
    public BffServer Bff => _bff!;

    /// <summary>What the BFF logs.</summary>
    public CapturedLog Log { get; } = new();

    /// <summary>Lets every call fail.</summary>
    public void Fail(RpcException exception) => Order.Answer = (_, _) => throw exception;

    /// <summary>Lets every call answer the same.</summary>
    public void Reply(IMessage answer) => Order.Answer = (_, _) => Task.FromResult(answer);

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _order = await FakeOrder.StartAsync();
        _bff = await BffServer.StartAsync(_order.Address, SharedSystem.Patient, Log);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Bff.DisposeAsync();
        await Order.DisposeAsync();
    }
}
