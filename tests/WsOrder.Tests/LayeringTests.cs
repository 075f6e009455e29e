using WsAspire.Testing;

namespace WsOrder.Tests;

public sealed class LayeringTests
{
    private static readonly Layers s_layers = new(typeof(OrderOptions).Assembly);

    [Theory]
    [InlineData("WsOrder.Domain", new[] { "WsOrder.Data", "WsOrder.Services", "Microsoft.EntityFrameworkCore", "MySqlConnector", "Google", "Grpc", "Ws.Order", "Hello" })]
    [InlineData("WsOrder.Services", new[] { "WsOrder.Data", "Microsoft.EntityFrameworkCore", "MySqlConnector" })]
    [InlineData("WsOrder.Data", new[] { "WsOrder.Services", "Google", "Grpc", "Ws.Order", "Hello" })]
    public void Layer_UsesNothingOf_OtherLayers(string layer, string[] forbidden) =>
        Assert.Empty(s_layers.Breaches(layer, forbidden));

    [Theory]
    [InlineData("WsOrder.Services", "Ws.Order.V1")]
    [InlineData("WsOrder.Services", "WsOrder.Domain")]
    [InlineData("WsOrder.Data", "WsOrder.Domain")]
    [InlineData("WsOrder.Data", "Microsoft.EntityFrameworkCore")]
    public void Layer_Uses_WhatItIsFor(string layer, string used) =>
        Assert.True(s_layers.Uses(layer, used));
}
