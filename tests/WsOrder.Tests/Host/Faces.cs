using System.Globalization;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Ws.Order.V1;

namespace WsOrder.Tests.Host;

/// <summary>Sends one request through either face, and reads what is answered in one form.</summary>
internal static class Faces
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Sends a request by gRPC.</summary>
    public static async Task<Answer> ByGrpcAsync(OrderHost host, IMessage request)
    {
        try
        {
            IMessage response = request switch
            {
                CreateOrderRequest create => await host.Orders.CreateOrderAsync(create, cancellationToken: Cancelled),
                GetOrderRequest get => await host.Orders.GetOrderAsync(get, cancellationToken: Cancelled),
                ListOrdersRequest list => await host.Orders.ListOrdersAsync(list, cancellationToken: Cancelled),
                CancelOrderRequest cancel => await host.Orders.CancelOrderAsync(cancel, cancellationToken: Cancelled),
                GetUserRequest get => await host.Users.GetUserAsync(get, cancellationToken: Cancelled),
                ListUsersRequest list => await host.Users.ListUsersAsync(list, cancellationToken: Cancelled),
                _ => throw new NotSupportedException(request.GetType().Name),
            };
            return new Answer(StatusCode.OK, "", "", response.ToString()!);
        }
        catch (RpcException exception)
        {
            var status = exception.GetRpcStatus();
            return new Answer(
                exception.StatusCode,
                status?.GetDetail<ErrorInfo>()?.Reason ?? "",
                string.Join("; ", status?.GetDetail<BadRequest>()?.FieldViolations.Select(violation => $"{violation.Field}: {violation.Description}") ?? []),
                exception.Status.Detail);
        }
    }

    /// <summary>Sends a request by HTTP/JSON.</summary>
    public static async Task<(int HttpStatus, Answer Answer)> ByJsonAsync(OrderHost host, IMessage request)
    {
        using var message = request switch
        {
            CreateOrderRequest => Post("/v1/orders", JsonFormatter.Default.Format(request)),
            GetOrderRequest get => Get($"/v1/orders/{Uri.EscapeDataString(get.Id)}"),
            ListOrdersRequest list => Get($"/v1/orders?page_size={Text(list.PageSize)}&user_id={Text(list.UserId)}&page_token={Uri.EscapeDataString(list.PageToken)}"),
            CancelOrderRequest cancel => Post($"/v1/orders/{Uri.EscapeDataString(cancel.Id)}:cancel", $$"""{"expected_version":{{Text(cancel.ExpectedVersion)}}}"""),
            GetUserRequest get => Get($"/v1/users/{Text(get.Id)}"),
            ListUsersRequest list => Get($"/v1/users?page_size={Text(list.PageSize)}&page_token={Uri.EscapeDataString(list.PageToken)}"),
            _ => throw new NotSupportedException(request.GetType().Name),
        };
        return await ByJsonAsync(host, message);
    }

    /// <summary>Sends a request by HTTP/JSON as it is.</summary>
    public static async Task<(int HttpStatus, Answer Answer)> ByJsonAsync(OrderHost host, HttpRequestMessage request)
    {
        using var response = await host.Json.SendAsync(request, Cancelled);
        var text = await response.Content.ReadAsStringAsync(Cancelled);
        if (response.IsSuccessStatusCode || text.Length == 0)
        {
            return ((int)response.StatusCode, new Answer(StatusCode.OK, "", "", text));
        }

        using var body = JsonDocument.Parse(text);
        var details = body.RootElement.TryGetProperty("details", out var found) ? found.EnumerateArray().ToArray() : [];
        var reasons = details.Where(detail => detail.TryGetProperty("reason", out _)).Select(detail => detail.GetProperty("reason").GetString());
        var fields = details.Where(detail => detail.TryGetProperty("fieldViolations", out _))
            .SelectMany(detail => detail.GetProperty("fieldViolations").EnumerateArray())
            .Select(violation => $"{violation.GetProperty("field").GetString()}: {violation.GetProperty("description").GetString()}");
        return ((int)response.StatusCode, new Answer(
            (StatusCode)body.RootElement.GetProperty("code").GetInt32(),
            string.Concat(reasons),
            string.Join("; ", fields),
            body.RootElement.GetProperty("message").GetString()!));
    }

    public static HttpRequestMessage Get(string path) => new(HttpMethod.Get, path);

    public static HttpRequestMessage Post(string path, string json) =>
        new(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
