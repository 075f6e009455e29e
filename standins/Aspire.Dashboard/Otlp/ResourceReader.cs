using System.Collections.Concurrent;
using Aspire.Dashboard.Storage;
using OpenTelemetry.Proto.Resource.V1;

namespace Aspire.Dashboard.Otlp;

/// <summary>Reads who sent something. What a process says of itself is kept once, and not with each of its spans.</summary>
/// <remarks>After 2,000 processes, or changes of what they say, a new one is kept by its name alone: nothing here may grow for ever.</remarks>
internal sealed class ResourceReader
{
    private const int Most = 2_000;
    private const int LongestValue = 512;
    private const string Unknown = "unknown";
    private readonly ConcurrentDictionary<(string Name, string Instance), TelemetryResource> _known = [];
    private int _kept;

    /// <summary>The sender.</summary>
    public TelemetryResource Read(Resource? resource)
    {
        KeyValuePair<string, string>[] attributes = resource is null ? [] :
            [.. AttributeReader.Read(resource.Attributes).Select(item => KeyValuePair.Create(item.Key, Limits.Cut(item.Value, LongestValue)))];
        var (name, instance) = (Find("service.name", Unknown), Find("service.instance.id", ""));
        if (_known.TryGetValue((name, instance), out var known) && (_kept >= Most || known.Attributes.AsSpan().SequenceEqual(attributes)))
        {
            return known;
        }

        return Interlocked.Increment(ref _kept) > Most
            ? new(Limits.Cut(name, LongestValue / 4), Limits.Cut(instance, LongestValue / 4), [])
            : _known[(name, instance)] = new(name, instance, attributes);

        string Find(string key, string otherwise) => Array.Find(attributes, item => item.Key == key) is { Key: not null } found ? found.Value : otherwise;
    }
}
