using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using WsAspire.ServiceDefaults.Errors;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>Applies <c>google.protobuf.FieldMask</c> as AIP-134 has it.</summary>
public static class FieldMasks
{
    /// <summary>The path that means all fields.</summary>
    public const string All = "*";

    /// <summary>Sets in a target the fields that a mask names to what they are in a source; what the source leaves out is cleared.</summary>
    /// <typeparam name="T">The resource.</typeparam>
    /// <param name="mask">Names the fields, such as <c>name</c> or <c>line.unit_price</c>; a list or map is replaced as a whole. Null or empty: the fields that
    /// the source has. <c>*</c>: all.</param>
    /// <param name="source">The new values.</param>
    /// <param name="target">Is changed.</param>
    /// <param name="field">The mask's field in the request, for the error.</param>
    /// <exception cref="InvalidRequestException">A path names no field; INVALID_ARGUMENT names the field and the path.</exception>
    /// <example><code>FieldMasks.Apply(request.UpdateMask, request.Order, order);</code></example>
    /// <remarks>Unlike <see cref="FieldMask.Merge(IMessage, IMessage)"/> it takes maps, clears optional fields and knows <c>*</c>.</remarks>
    public static void Apply<T>(FieldMask? mask, T source, T target, string field = "update_mask")
        where T : IMessage<T>
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);

        Validate(mask, source.Descriptor, field);
        foreach (var path in Paths(mask, source))
        {
            Apply(path.Split('.'), source, target);
        }
    }

    /// <summary>Checks that each path of a mask names a field.</summary>
    /// <param name="mask">The mask; null is right.</param>
    /// <param name="resource">What the paths are of.</param>
    /// <param name="field">The mask's field in the request, for the error.</param>
    /// <exception cref="InvalidRequestException">A path names no field; INVALID_ARGUMENT names the field and all such paths.</exception>
    public static void Validate(FieldMask? mask, MessageDescriptor resource, string field = "update_mask")
    {
        ArgumentNullException.ThrowIfNull(resource);

        var unknown = mask?.Paths.Where(path => path != All && !IsValid(path, resource)).ToArray() ?? [];
        if (unknown.Length > 0)
        {
            throw new InvalidRequestException([.. unknown.Select(path =>
                new FieldViolation(field, $"{Faults.JsonText.Quote(path)} is no field of {resource.Name}; fields are {string.Join(", ", resource.Fields.InDeclarationOrder().Select(field => field.Name))}"))]);
        }
    }

    private static bool IsValid(string path, MessageDescriptor resource)
    {
        var owner = resource;
        foreach (var part in path.Split('.'))
        {
            if (owner?.FindFieldByName(part) is not { } field)
            {
                return false;
            }

            // Below a list or a map there is nothing that a mask can name.
            owner = field is { FieldType: FieldType.Message, IsRepeated: false } ? field.MessageType : null;
        }

        return true;
    }

    private static IEnumerable<string> Paths(FieldMask? mask, IMessage source) =>
        mask is not { Paths.Count: > 0 } ? source.Descriptor.Fields.InDeclarationOrder().Where(field => IsSet(field, source)).Select(field => field.Name)
        : mask.Paths.Contains(All) ? source.Descriptor.Fields.InDeclarationOrder().Select(field => field.Name)
        : mask.Paths;

    private static bool IsSet(FieldDescriptor field, IMessage message) => field switch
    {
        { IsRepeated: true } => ((ICollection)field.Accessor.GetValue(message)).Count > 0,
        { HasPresence: true } => field.Accessor.HasValue(message),
        _ => !Equals(field.Accessor.GetValue(message), field.Accessor.GetValue(field.ContainingType.Parser.ParseFrom(ByteString.Empty))),
    };

    private static void Apply(ReadOnlySpan<string> path, IMessage? source, IMessage target)
    {
        var field = target.Descriptor.FindFieldByName(path[0]);
        if (path.Length == 1)
        {
            Copy(field, source, target);
            return;
        }

        var inner = source is null ? null : field.Accessor.GetValue(source) as IMessage;
        if (field.Accessor.GetValue(target) is not IMessage targetInner)
        {
            if (inner is null)
            {
                return;
            }

            targetInner = field.MessageType.Parser.ParseFrom(ByteString.Empty);
            field.Accessor.SetValue(target, targetInner);
        }

        Apply(path[1..], inner, targetInner);
    }

    private static void Copy(FieldDescriptor field, IMessage? source, IMessage target)
    {
        if (source is null || !IsSet(field, source))
        {
            // Clearing a member of a oneof that is not the one set would clear the other.
            if (IsSet(field, target))
            {
                field.Accessor.Clear(target);
            }
        }
        else if (field.IsMap)
        {
            var (from, to) = ((IDictionary)field.Accessor.GetValue(source), (IDictionary)field.Accessor.GetValue(target));
            to.Clear();
            foreach (DictionaryEntry entry in from)
            {
                to[entry.Key] = entry.Value;
            }
        }
        else if (field.IsRepeated)
        {
            var (from, to) = ((IList)field.Accessor.GetValue(source), (IList)field.Accessor.GetValue(target));
            to.Clear();
            foreach (var item in from)
            {
                to.Add(item);
            }
        }
        else
        {
            field.Accessor.SetValue(target, field.Accessor.GetValue(source));
        }
    }
}
