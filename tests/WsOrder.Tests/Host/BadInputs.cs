using Google.Protobuf;
using Ws.Order.V1;

namespace WsOrder.Tests.Host;

/// <summary>Requests that are wrong, and what is said of the field at fault on both faces.</summary>
internal static class BadInputs
{
    private const string Uuid = "019ab5f2-8e70-7c1d-9f5b-2d3c4e5f6a7b";
    private const string Sql = "'; DROP TABLE orders; --";
    private const string PrintableAscii = "idempotency_key: must be 1 to 128 printable ASCII characters; has ";
    private const string PageToken = "page_token: must be empty, or the next_page_token of a page of this listing";

    private static readonly string s_long = new('x', 10_000);

    public static readonly Dictionary<string, (IMessage Request, string Fields)> All = new()
    {
        ["no key"] = (Create(order => order.IdempotencyKey = ""), PrintableAscii + "0"),
        ["long key"] = (Create(order => order.IdempotencyKey = s_long), PrintableAscii + "10000"),
        ["key with umlaut"] = (Create(order => order.IdempotencyKey = "schlüssel"), PrintableAscii + "others"),
        ["key with NUL"] = (Create(order => order.IdempotencyKey = "a\0b"), PrintableAscii + "others"),
        ["key with line break"] = (Create(order => order.IdempotencyKey = "a\r\nb"), PrintableAscii + "others"),
        ["no user"] = (Create(order => order.UserId = 0), "user_id: must be 1 or more, was 0"),
        ["negative user"] = (Create(order => order.UserId = int.MinValue), "user_id: must be 1 or more, was -2147483648"),
        ["no currency"] = (Create(order => order.Currency = ""), "currency: must be an ISO 4217 code in capitals such as EUR, was empty"),
        ["small currency"] = (Create(order => order.Currency = "eur"), "currency: must be an ISO 4217 code in capitals such as EUR, was 'eur'"),
        ["made-up currency"] = (Create(order => order.Currency = "ABC"), "currency: must be an ISO 4217 code in capitals such as EUR, was 'ABC'"),
        ["long currency"] = (Create(order => order.Currency = s_long), "currency: must be an ISO 4217 code in capitals such as EUR, was 10000 other characters"),
        ["no lines"] = (Create(order => order.Lines.Clear()), "lines: must be 1 to 100 lines, has 0"),
        ["101 lines"] = (Create(order => order.Lines.Add(Enumerable.Repeat(Line(), 100))), "lines: must be 1 to 100 lines, has 101"),
        ["no sku"] = (Create(order => order.Lines[0].Sku = ""), "lines[0].sku: must be 1 to 64 characters, not only blanks; has 0"),
        ["blank sku"] = (Create(order => order.Lines[0].Sku = "  "), "lines[0].sku: must be 1 to 64 characters, not only blanks; has 2"),
        ["long sku"] = (Create(order => order.Lines[0].Sku = s_long), "lines[0].sku: must be 1 to 64 characters, not only blanks; has 10000"),
        ["65 characters outside of the first plane"] =
            (Create(order => order.Lines[0].Sku = string.Concat(Enumerable.Repeat("🍎", 65))), "lines[0].sku: must be 1 to 64 characters, not only blanks; has 65"),
        ["sku with NUL"] = (Create(order => order.Lines[0].Sku = "a\0"), "lines[0].sku: must be printable Unicode text; character 2 is not"),
        ["sku with escape"] = (Create(order => order.Lines[0].Sku = "\u001b[31m"), "lines[0].sku: must be printable Unicode text; character 1 is not"),
        ["sku with C1 control"] = (Create(order => order.Lines[0].Sku = "a\u0085"), "lines[0].sku: must be printable Unicode text; character 2 is not"),
        ["no quantity"] = (Create(order => order.Lines[0].Quantity = 0), "lines[0].quantity: must be 1 to 10,000, was 0"),
        ["negative quantity"] = (Create(order => order.Lines[0].Quantity = -3), "lines[0].quantity: must be 1 to 10,000, was -3"),
        ["large quantity"] = (Create(order => order.Lines[0].Quantity = int.MaxValue), "lines[0].quantity: must be 1 to 10,000, was 2147483647"),
        ["negative price"] = (Create(order => order.Lines[0].UnitPrice = -1), "lines[0].unit_price: must be 0 to 100,000,000, was -1"),
        ["large price"] = (Create(order => order.Lines[0].UnitPrice = long.MaxValue), "lines[0].unit_price: must be 0 to 100,000,000, was 9223372036854775807"),
        ["large total"] = (
            Create(order => order.Lines.Add(Enumerable.Repeat(new OrderLine { Sku = "gold", Quantity = 10_000, UnitPrice = 100_000_000 }, 2))),
            "lines: must cost at most 1,000,000,000,000 minor units together"),
        ["second line"] = (Create(order => order.Lines.Add(new OrderLine { Sku = "a", Quantity = 0 })), "lines[1].quantity: must be 1 to 10,000, was 0"),
        ["several fields"] = (
            new CreateOrderRequest { IdempotencyKey = "k", UserId = 1, Currency = "?", Lines = { new OrderLine { Sku = "a", Quantity = -1, UnitPrice = -1 } } },
            "currency: must be an ISO 4217 code in capitals such as EUR, was '?'; lines[0].quantity: must be 1 to 10,000, was -1; lines[0].unit_price: must be 0 to 100,000,000, was -1"),
        ["id that is none"] = (new GetOrderRequest { Id = "4711" }, $"id: must be a UUID such as {Uuid}, was '4711'"),
        ["id with SQL"] = (new GetOrderRequest { Id = Sql }, $"id: must be a UUID such as {Uuid}, was '{Sql}'"),
        ["long id"] = (new GetOrderRequest { Id = s_long[..4000] }, $"id: must be a UUID such as {Uuid}, was 4000 other characters"),
        ["id in braces"] = (new GetOrderRequest { Id = $"{{{Uuid}}}" }, $"id: must be a UUID such as {Uuid}, was '{{{Uuid}}}'"),
        ["id with blank"] = (new GetOrderRequest { Id = Uuid + " " }, $"id: must be a UUID such as {Uuid}, was '{Uuid} '"),
        ["cancel what is none"] = (new CancelOrderRequest { Id = "x" }, $"id: must be a UUID such as {Uuid}, was 'x'"),
        ["cancel negative version"] = (new CancelOrderRequest { Id = Uuid, ExpectedVersion = -1 }, "expected_version: must be 0 or more, was -1"),
        ["negative page"] = (new ListOrdersRequest { PageSize = -1 }, "page_size: must be 0 or more, was -1"),
        ["negative user filter"] = (new ListOrdersRequest { UserId = -1 }, "user_id: must be 0 or more, was -1"),
        ["token that is none"] = (new ListOrdersRequest { PageToken = "abc" }, PageToken),
        ["token with SQL"] = (new ListOrdersRequest { PageToken = Sql }, PageToken),
        ["long token"] = (new ListOrdersRequest { PageToken = s_long[..4000] }, PageToken),
        ["user 0"] = (new GetUserRequest { Id = 0 }, "id: must be 1 or more, was 0"),
        ["user below 0"] = (new GetUserRequest { Id = -5 }, "id: must be 1 or more, was -5"),
        ["negative page of users"] = (new ListUsersRequest { PageSize = -7 }, "page_size: must be 0 or more, was -7"),
        ["users' token that is none"] = (new ListUsersRequest { PageToken = "AAAA" }, PageToken),
    };

    public static CreateOrderRequest Create(Action<CreateOrderRequest>? change = null)
    {
        var order = new CreateOrderRequest { IdempotencyKey = Guid.NewGuid().ToString(), UserId = 1, Currency = "EUR", Lines = { Line() } };
        change?.Invoke(order);
        return order;
    }

    private static OrderLine Line() => new() { Sku = "apple", Quantity = 2, UnitPrice = 150 };
}
