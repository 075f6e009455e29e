using WsOrder.Domain;

namespace WsOrder.Tests;

/// <summary>Requests that are right, to be changed by tests.</summary>
internal static class Requests
{
    public static PlaceOrder Order(string? key = null, int userId = 1, int quantity = 2, string sku = "apple") =>
        new(key ?? Key(), userId, "EUR", [new OrderLine(1, sku, quantity, 150), new OrderLine(2, "pear", 1, 99)]);

    public static string Key() => Guid.NewGuid().ToString("n");
}
