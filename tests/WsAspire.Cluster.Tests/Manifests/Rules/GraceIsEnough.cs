using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace WsAspire.Cluster.Tests.Manifests.Rules;

/// <summary>A pod that is told to end has the time for its delay and for what is in flight, before it is killed.</summary>
internal sealed class GraceIsEnough : IManifestRule
{
    // ShutdownTimes has these where the settings Shutdown:Delay and Shutdown:DrainTimeout say nothing.
    private static readonly TimeSpan s_delay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_drainTimeout = TimeSpan.FromSeconds(20);

    // A database writes down what it has in memory.
    private static readonly TimeSpan s_database = TimeSpan.FromSeconds(59);

    // filebeat.shutdown_timeout.
    private static readonly TimeSpan s_node = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public IEnumerable<string> Faults(ManifestSet set)
    {
        foreach (var workload in set.Workloads)
        {
            var grace = TimeSpan.FromSeconds(workload.Pod.Number("terminationGracePeriodSeconds") ?? 30);
            foreach (var container in workload.MainContainers)
            {
                var needed = workload.IsStatefulSet ? s_database
                    : workload.IsOfANode ? s_node
                    : container.Json.At("lifecycle", "preStop") is { } hook ? HookTime(hook)
                    : Setting(container, set, "Shutdown__Delay", s_delay) + Setting(container, set, "Shutdown__DrainTimeout", s_drainTimeout);
                if (grace <= needed)
                {
                    yield return $"{container}: terminationGracePeriodSeconds: is {grace.TotalSeconds}, expected more than {needed.TotalSeconds}, the time that it takes to end";
                }
            }
        }
    }

    // What a hook at most waits for: sleep N, and read with a limit of time.
    private static TimeSpan HookTime(JsonNode hook)
    {
        var text = $"sleep {hook.Text("sleep", "seconds") ?? "0"} {string.Join(' ', hook.Texts("exec", "command"))}";
        return TimeSpan.FromSeconds(Regex.Matches(text, "(?:sleep|read (?:-r )?-t) ([0-9]+)").Sum(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)));
    }

    private static TimeSpan Setting(Container container, ManifestSet set, string name, TimeSpan otherwise) =>
        container.Json.Items("envFrom").Select(one => set.Find("ConfigMap", one.Text("configMapRef", "name"))?.Json.Text("data", name)).FirstOrDefault(value => value is not null) is { } value
            ? TimeSpan.Parse(value, CultureInfo.InvariantCulture)
            : otherwise;
}
