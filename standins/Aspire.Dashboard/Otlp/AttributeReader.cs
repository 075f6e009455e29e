using Aspire.Dashboard.Storage;
using Google.Protobuf.Collections;
using OpenTelemetry.Proto.Common.V1;

namespace Aspire.Dashboard.Otlp;

/// <summary>Reads attributes: so many of them, and each as text of a bounded length.</summary>
internal static class AttributeReader
{
    /// <summary>The first attributes.</summary>
    public static KeyValuePair<string, string>[] Read(RepeatedField<KeyValue> attributes)
    {
        if (attributes.Count == 0)
        {
            return [];
        }

        var read = new KeyValuePair<string, string>[Math.Min(attributes.Count, Limits.Attributes)];
        for (var i = 0; i < read.Length; i++)
        {
            read[i] = new(Name(attributes[i].Key), TextPool.Share(ValueText.Of(attributes[i].Value)));
        }

        return read;
    }

    /// <summary>A name of bounded length.</summary>
    public static string Name(string name) => TextPool.Share(Limits.Cut(name, Limits.Name));
}
