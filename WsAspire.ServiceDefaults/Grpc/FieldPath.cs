using System.Diagnostics.CodeAnalysis;
using Google.Protobuf.Reflection;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>Finds the field that a parameter of path or query names: <c>line.unitPrice</c> or <c>line.unit_price</c>.</summary>
/// <param name="Steps">The fields on the way, each with the path of its owner.</param>
/// <param name="Text">The path as the contract spells it.</param>
/// <param name="CrossesList">Whether a part before the last is repeated, so that no value can be set.</param>
internal sealed record FieldPath(IReadOnlyList<(string Owner, FieldDescriptor Field)> Steps, string Text, bool CrossesList)
{
    // A message may hold itself: without a bound there would be no end of names.
    private const int MaxDepth = 16;

    /// <summary>The last field of the path.</summary>
    public FieldDescriptor Field => Steps[^1].Field;

    public static bool TryFind(MessageDescriptor message, string name, [NotNullWhen(true)] out FieldPath? path)
    {
        path = null;
        var parts = name.Split('.', MaxDepth + 1);
        var steps = new List<(string Owner, FieldDescriptor Field)>(parts.Length);
        var owner = message;
        var (text, crossesList) = ("", false);
        foreach (var part in parts)
        {
            if (Find(owner, part) is not { } field || steps.Count == MaxDepth)
            {
                return false;
            }

            crossesList |= steps.Count > 0 && steps[^1].Field.IsRepeated;
            steps.Add((text, field));
            text = text.Length == 0 ? field.Name : $"{text}.{field.Name}";
            owner = field.FieldType == FieldType.Message ? field.MessageType : null;
        }

        path = new FieldPath(steps, text, crossesList);
        return true;
    }

    /// <summary>Finds a field by either of its names; a JSON name goes first, as in the library.</summary>
    public static FieldDescriptor? Find(MessageDescriptor? message, string name)
    {
        FieldDescriptor? found = null;
        foreach (var field in message?.Fields.InDeclarationOrder() ?? [])
        {
            if (field.JsonName == name)
            {
                return field;
            }

            found ??= field.Name == name ? field : null;
        }

        return found;
    }
}
