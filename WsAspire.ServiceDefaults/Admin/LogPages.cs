using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Admin;

/// <summary>The page <c>/logs</c>: log levels, read and set while the service runs.</summary>
internal sealed partial class LogPages : IAdminPages
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    private readonly LogLevelOverrides _overrides;
    private readonly IOptionsMonitor<LoggerFilterOptions> _filters;
    private readonly ILogger<LogPages> _logger;

    public LogPages(LogLevelOverrides overrides, IOptionsMonitor<LoggerFilterOptions> filters, ILogger<LogPages> logger)
    {
        _overrides = overrides;
        _filters = filters;
        _logger = logger;
        overrides.Expired += category => AdminLog.LevelReset(_logger, category, "its time is over");
    }

    public IEnumerable<AdminPage> Pages =>
    [
        new("/logs", "log levels; PUT {\"category\": \"Microsoft.AspNetCore\", \"level\": \"Debug\", \"resetAfter\": \"00:10:00\"} sets one, level null resets it", new Dictionary<string, RequestDelegate>
        {
            [HttpMethods.Get] = ShowAsync,
            [HttpMethods.Put] = SetAsync,
        }),
    ];

    private Task ShowAsync(HttpContext context) => AdminJson.WriteAsync(context, new
    {
        set = _overrides.All,
        inEffect = _filters.CurrentValue.Rules
            .Where(rule => rule.LogLevel is not null)
            .Select(rule => new { category = rule.CategoryName ?? LogLevelOverrides.Default, level = rule.LogLevel, provider = rule.ProviderName }),
        allowed = Enum.GetNames<LogLevel>(),
    });

    private async Task SetAsync(HttpContext context)
    {
        var (request, fault) = await ReadAsync(context);
        if (request is null || fault is not null)
        {
            await AdminJson.RefuseAsync(context, StatusCodes.Status400BadRequest, fault ?? "expected a JSON object");
            return;
        }

        var peer = $"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort}";
        if (request.Level is null)
        {
            if (_overrides.Reset(request.Category!))
            {
                AdminLog.LevelReset(_logger, request.Category!, "asked for from " + peer);
            }
        }
        else
        {
            // Told before it is in effect, so that none can be set unseen.
            var level = Enum.Parse<LogLevel>(request.Level, ignoreCase: true);
            TimeSpan? after = request.ResetAfter is null ? null : TimeSpan.Parse(request.ResetAfter, CultureInfo.InvariantCulture);
            AdminLog.LevelSet(_logger, request.Category!, level, peer, after is null ? "the next start" : $"{after} from now");
            _overrides.Set(request.Category!, level, after);
        }

        await ShowAsync(context);
    }

    private static async Task<(LogLevelRequest? Request, string? Fault)> ReadAsync(HttpContext context)
    {
        try
        {
            var request = await JsonSerializer.DeserializeAsync<LogLevelRequest>(context.Request.Body, AdminJson.Options, context.RequestAborted);
            return (request, request is null ? null : FaultOf(request));
        }
        catch (Exception exception) when (exception is JsonException or BadHttpRequestException)
        {
            return (null, exception.Message);
        }
    }

    private static string? FaultOf(LogLevelRequest request) => request switch
    {
        { Category: null } => "category: required; allowed is the name of a category, or Default",
        _ when !Category().IsMatch(request.Category) => "category: allowed are letters, digits and . _ + ` - up to 200 characters",
        { Level: { } level } when !Enum.GetNames<LogLevel>().Contains(level, StringComparer.OrdinalIgnoreCase) => $"level: allowed is {string.Join(", ", Enum.GetNames<LogLevel>())}, or null for what is configured",
        { ResetAfter: { } after } when !TimeSpan.TryParse(after, CultureInfo.InvariantCulture, out var time) || time <= TimeSpan.Zero || time > s_longest => "resetAfter: allowed is a time span up to one day, such as 00:10:00",
        _ => null,
    };

    [GeneratedRegex(@"^[\p{L}\p{Nd}._+`\-]{1,200}\z")]
    private static partial Regex Category();
}
