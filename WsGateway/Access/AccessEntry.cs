using System.Diagnostics;
using System.Text.Json;

namespace WsGateway.Access;

/// <summary>One request as a line of the access log. The names are those of Envoy's.</summary>
/// <param name="start">When it came.</param>
/// <param name="method">Its method.</param>
/// <param name="path">Its path, without what a query may hold that no log may.</param>
internal sealed class AccessEntry(DateTimeOffset start, string method, string path)
{
    private const int MaxPath = 2048;

    /// <summary>Names the request in all logs.</summary>
    public string RequestId { get; } = Guid.NewGuid().ToString();

    /// <summary>The branch that was asked for; <c>-</c> where that is no name, null where none was.</summary>
    public string? BranchAsked { get; set; }

    /// <summary>The branch that serves.</summary>
    public string? BranchServed { get; set; }

    /// <summary>The instance that was asked last.</summary>
    public string? Upstream { get; set; }

    /// <summary>How often it was sent.</summary>
    public int Attempts { get; set; }

    /// <summary>What went wrong, in Envoy's letters.</summary>
    public string? Flags { get; set; }

    /// <summary>What the answer comes of.</summary>
    public string Detail { get; set; } = "via_upstream";

    /// <summary>Says the branches in the request's span too, as the services do.</summary>
    public void Describe(Activity? span)
    {
        if (span?.IsAllDataRequested != true)
        {
            return;
        }

        span.SetTag("branch", BranchServed);
        span.SetTag("ws.branch.asked", BranchAsked == "-" ? null : BranchAsked);
    }

    /// <summary>Writes the line.</summary>
    public void Write(Utf8JsonWriter json, HttpContext context, string? grpcStatus, double milliseconds)
    {
        json.WriteStartObject();
        json.WriteString("@timestamp", start);
        json.WriteString("log.level", "info");
        json.WriteString("message", $"{method} {(path.Length > MaxPath ? path.AsSpan(0, MaxPath) : path)} {context.Response.StatusCode}");
        json.WriteString("service.name", "ws-gateway");
        json.WriteString("trace.id", Activity.Current?.TraceId.ToHexString());
        json.WriteString("http.request.id", RequestId);
        json.WriteNumber("http.response.status_code", context.Response.StatusCode);
        json.WriteString("rpc.grpc.status", grpcStatus);
        json.WriteNumber("event.duration_ms", Math.Round(milliseconds, 1));
        json.WriteString("envoy.flags", Flags);
        json.WriteString("envoy.details", Detail);
        json.WriteNumber("envoy.attempts", Attempts);
        json.WriteString("envoy.upstream", Upstream);
        json.WriteString("labels.branch_asked", BranchAsked);
        json.WriteString("labels.branch_served", BranchServed);
        json.WriteEndObject();
    }
}
