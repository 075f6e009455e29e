using System.Text.Json;
using Microsoft.Extensions.Configuration.Json;

namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>Flattens JSON to configuration keys by the rules of the framework.</summary>
internal static class JsonFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is malformed; the text says where.</exception>
    public static Dictionary<string, string?> Read(Stream stream, string name)
    {
        var reader = new Reader();
        try
        {
            reader.Load(stream);
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            throw new InvalidDataException($"{name}: malformed JSON: {exception.Message}", exception);
        }

        return reader.Values;
    }

    private sealed class Reader() : JsonStreamConfigurationProvider(new JsonStreamConfigurationSource())
    {
        public Dictionary<string, string?> Values => new(Data, StringComparer.OrdinalIgnoreCase);
    }
}
