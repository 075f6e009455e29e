using System.Reflection;
using System.Reflection.Emit;

namespace WsAspire.Testing;

/// <summary>Reads out of compiled code which types the types of a namespace use, those in method bodies included.</summary>
/// <param name="assembly">The assembly.</param>
public sealed class Layers(Assembly assembly)
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> s_opCodes = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>What a layer uses though it must not.</summary>
    /// <param name="layer">A namespace; those below it belong to it.</param>
    /// <param name="forbidden">Namespaces, with those below them.</param>
    /// <returns>One line for each pair of types: <c>X uses Y</c>.</returns>
    public IEnumerable<string> Breaches(string layer, params string[] forbidden) => TypesOf(layer)
        .SelectMany(type => UsedBy(type).Select(used => $"{type} uses {used.FullName}"))
        .Distinct()
        .Where(use => forbidden.Any(name => use.Contains($" uses {name}.", StringComparison.Ordinal)));

    /// <summary>Whether a layer uses a type of a namespace.</summary>
    /// <param name="layer">A namespace; those below it belong to it.</param>
    /// <param name="used">The other namespace.</param>
    public bool Uses(string layer, string used) => TypesOf(layer).SelectMany(UsedBy).Any(type => type.Namespace == used);

    private IEnumerable<Type> TypesOf(string layer) => assembly.GetTypes()
        .Where(type => type.Namespace == layer || type.Namespace?.StartsWith(layer + '.', StringComparison.Ordinal) == true);

    private static IEnumerable<Type> UsedBy(Type type)
    {
        var methods = type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All));
        return type.GetInterfaces().Append(type.BaseType)
            .Concat(type.GetFields(All).Select(field => field.FieldType))
            .Concat(methods.SelectMany(UsedBy))
            .OfType<Type>().SelectMany(Parts);
    }

    private static IEnumerable<Type?> UsedBy(MethodBase method)
    {
        var body = method.GetMethodBody();
        return method.GetParameters().Select(parameter => parameter.ParameterType)
            .Append((method as MethodInfo)?.ReturnType)
            .Concat(body?.LocalVariables.Select(local => local.LocalType) ?? [])
            .Concat(body is null ? [] : UsedBy(method, body.GetILAsByteArray()!));
    }

    private static IEnumerable<Type?> UsedBy(MethodBase method, byte[] code)
    {
        for (var i = 0; i < code.Length;)
        {
            var value = code[i] == 0xfe ? (short)((code[i++] << 8) | code[i++]) : code[i++];
            var operand = s_opCodes[value].OperandType;
            if (operand is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            {
                var member = method.Module.ResolveMember(
                    BitConverter.ToInt32(code, i), method.DeclaringType?.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null);
                yield return member as Type ?? member?.DeclaringType;
                foreach (var argument in member is MethodInfo { IsGenericMethod: true } generic ? generic.GetGenericArguments() : [])
                {
                    yield return argument;
                }
            }

            i += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, i)),
                _ => 4,
            };
        }
    }

    private static IEnumerable<Type> Parts(Type type) => type.HasElementType
        ? Parts(type.GetElementType()!)
        : type.GetGenericArguments().SelectMany(Parts).Append(type);
}
