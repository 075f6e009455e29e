using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.Reflection;

namespace WsAspire.ServiceDefaults.OpenApi;

/// <summary>The comments of contracts. The build embeds them in the assembly of the generated code (<c>eng/ProtoComments.targets</c>); an assembly without them has none.</summary>
internal sealed class ProtoComments
{
    private const string Resource = "comments.protoset";
    private readonly Dictionary<string, string> _comments = [];
    private readonly HashSet<Assembly> _read = [];

    /// <summary>Finds what is written above an element; null where nothing is.</summary>
    /// <param name="fullName">Name with package; a value of an enum is below its enum.</param>
    /// <param name="message">A message of the same assembly.</param>
    public string? Of(string fullName, MessageDescriptor message)
    {
        if (message.ClrType is { } type && _read.Add(type.Assembly))
        {
            Read(type.Assembly);
        }

        return _comments.GetValueOrDefault(fullName);
    }

    private void Read(Assembly assembly)
    {
        using var resource = assembly.GetManifestResourceStream(Resource);
        if (resource is null)
        {
            return;
        }

        foreach (var file in FileDescriptorSet.Parser.WithDiscardUnknownFields(true).ParseFrom(resource).File)
        {
            var texts = file.SourceCodeInfo.Location.ToLookup(location => string.Join('.', location.Path), Text);
            Elements(texts, file.Package, "4", file.MessageType, Message);
            Elements(texts, file.Package, "5", file.EnumType, Enum);
            Elements(texts, file.Package, "6", file.Service, (_, name, path, service) => Elements(texts, name, $"{path}.2", service.Method));
        }
    }

    // The numbers are those of the fields of descriptor.proto: a path in it is how a location names its element.
    private void Message(ILookup<string, string> texts, string name, string path, DescriptorProto message)
    {
        Elements(texts, name, $"{path}.2", message.Field);
        Elements(texts, name, $"{path}.3", message.NestedType, Message);
        Elements(texts, name, $"{path}.4", message.EnumType, Enum);
        Elements(texts, name, $"{path}.8", message.OneofDecl);
    }

    private void Enum(ILookup<string, string> texts, string name, string path, EnumDescriptorProto type) => Elements(texts, name, $"{path}.2", type.Value);

    private void Elements<T>(ILookup<string, string> texts, string parent, string path, RepeatedField<T> elements, Action<ILookup<string, string>, string, string, T>? inside = null)
        where T : IMessage<T>
    {
        for (var index = 0; index < elements.Count; index++)
        {
            var name = (string)elements[index].Descriptor.FindFieldByName("name").Accessor.GetValue(elements[index]);
            var fullName = parent.Length == 0 ? name : $"{parent}.{name}";
            if (texts[$"{path}.{index}"].FirstOrDefault() is { Length: > 0 } text)
            {
                _comments[fullName] = text;
            }

            inside?.Invoke(texts, fullName, $"{path}.{index}", elements[index]);
        }
    }

    private static string Text(SourceCodeInfo.Types.Location location) => string.Join(
        '\n', (location.LeadingComments.Length > 0 ? location.LeadingComments : location.TrailingComments).Split('\n').Select(line => line.StartsWith(' ') ? line[1..] : line)).Trim();
}
