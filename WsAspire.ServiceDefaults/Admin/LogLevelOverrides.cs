using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace WsAspire.ServiceDefaults.Admin;

/// <summary>Log levels that were set while the service runs. They beat what is configured, for the category and all below it, until they are reset.</summary>
internal sealed class LogLevelOverrides(TimeProvider time) : IPostConfigureOptions<LoggerFilterOptions>, IOptionsChangeTokenSource<LoggerFilterOptions>, IDisposable
{
    public const string Default = "Default";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (LogLevelOverride Override, ITimer? End)> _overrides = new(StringComparer.OrdinalIgnoreCase);
    private CancellationTokenSource _changed = new();

    /// <summary>Told when the time of a level is over.</summary>
    public event Action<string>? Expired;

    /// <summary>What is set, in order.</summary>
    public IReadOnlyList<LogLevelOverride> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _overrides.Values.Select(entry => entry.Override).OrderBy(entry => entry.Category, StringComparer.OrdinalIgnoreCase)];
            }
        }
    }

    string IOptionsChangeTokenSource<LoggerFilterOptions>.Name => Options.DefaultName;

    /// <summary>Sets a level, in effect when this returns.</summary>
    public LogLevelOverride Set(string category, LogLevel level, TimeSpan? resetAfter)
    {
        var set = new LogLevelOverride(category, level, time.GetUtcNow() + resetAfter);
        lock (_lock)
        {
            Forget(category);
            _overrides[category] = (set, resetAfter is { } after ? time.CreateTimer(_ => Expire(set), null, after, Timeout.InfiniteTimeSpan) : null);
        }

        Tell();
        return set;
    }

    /// <summary>Has a category as configured again.</summary>
    /// <returns>False when nothing was set for it.</returns>
    public bool Reset(string category)
    {
        lock (_lock)
        {
            if (!Forget(category))
            {
                return false;
            }
        }

        Tell();
        return true;
    }

    public IChangeToken GetChangeToken()
    {
        lock (_lock)
        {
            return new CancellationChangeToken(_changed.Token);
        }
    }

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        // From the outer category to the inner one, so that an inner one stays.
        foreach (var set in All.OrderBy(set => set.Category.Length))
        {
            var category = set.Category.Equals(Default, StringComparison.OrdinalIgnoreCase) ? null : set.Category;
            string?[] providers = [null, .. options.Rules.Select(rule => rule.ProviderName).OfType<string>().Distinct()];
            foreach (var rule in options.Rules.Where(rule => rule.Filter is null && IsBelow(rule.CategoryName, category)).ToArray())
            {
                options.Rules.Remove(rule);
            }

            foreach (var provider in providers)
            {
                options.Rules.Add(new LoggerFilterRule(provider, category, set.Level, filter: null));
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var category in _overrides.Keys.ToArray())
            {
                Forget(category);
            }
        }
    }

    private static bool IsBelow(string? rule, string? category) => category is null
        ? rule is null
        : rule is not null && rule.StartsWith(category, StringComparison.OrdinalIgnoreCase) && (rule.Length == category.Length || rule[category.Length] == '.');

    private void Expire(LogLevelOverride set)
    {
        lock (_lock)
        {
            // It may have been set again meanwhile.
            if (!_overrides.TryGetValue(set.Category, out var present) || !ReferenceEquals(present.Override, set))
            {
                return;
            }

            Forget(set.Category);
        }

        Tell();
        Expired?.Invoke(set.Category);
    }

    private bool Forget(string category)
    {
        if (!_overrides.Remove(category, out var entry))
        {
            return false;
        }

        entry.End?.Dispose();
        return true;
    }

    private void Tell()
    {
        CancellationTokenSource previous;
        lock (_lock)
        {
            previous = _changed;
            _changed = new CancellationTokenSource();
        }

        previous.Cancel();
        previous.Dispose();
    }
}
