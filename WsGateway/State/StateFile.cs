using System.Security.Cryptography;
using System.Text;
using Envoy.Service.Discovery.V3;
using Google.Protobuf;

namespace WsGateway.State;

/// <summary>A file with what the control plane said last: a line that names the form and the hash, and behind it a message of the protocol.</summary>
internal static class StateFile
{
    private const string Form = "ws-gateway-state 1";

    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or of another form.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public static IReadOnlyList<Resource> Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var head = bytes.AsSpan().IndexOf((byte)'\n');
        var content = bytes.AsSpan(head + 1);
        if (head < 0 || Encoding.ASCII.GetString(bytes.AsSpan(0, head)) is var line && line != HeadOf(content))
        {
            throw new InvalidDataException($"expected the first line '{Form}' with the hash of the rest");
        }

        return DeltaDiscoveryResponse.Parser.ParseFrom(content).Resources;
    }

    /// <summary>Writes it: whoever reads sees the old one or the new one.</summary>
    public static void Write(string path, IEnumerable<Resource> resources)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var content = new DeltaDiscoveryResponse { Resources = { resources } }.ToByteArray();
        var temporary = full + ".new";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            file.Write(Encoding.ASCII.GetBytes(HeadOf(content) + "\n"));
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, full, overwrite: true);
    }

    private static string HeadOf(ReadOnlySpan<byte> content) => $"{Form} {Convert.ToHexStringLower(SHA256.HashData(content))}";
}
