using System.Reflection;
using System.Reflection.Emit;

namespace WsOrder.Tests;

public sealed class LayeringTests
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> s_opCodes = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    [Theory]
    [InlineData("WsOrder.Domain", new[] { "WsOrder.Data", "WsOrder.Services", "Microsoft.EntityFrameworkCore", "MySqlConnector", "Google", "Grpc", "Ws.Order", "Hello" })]
    [InlineData("WsOrder.Services", new[] { "WsOrder.Data", "Microsoft.EntityFrameworkCore", "MySqlConnector" })]
    [InlineData("WsOrder.Data", new[] { "WsOrder.Services", "Google", "Grpc", "Ws.Order", "Hello" })]
    public void Layer_UsesNothingOf_OtherLayers(string layer, string[] forbidden)
    {
        var uses = TypesOf(layer).SelectMany(type => UsedBy(type).Select(used => $"{type} uses {used.FullName}")).Distinct();

        Assert.DoesNotContain(uses, use => forbidden.Any(name => use.Contains($" uses {name}.", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("WsOrder.Services", "Ws.Order.V1")]
    [InlineData("WsOrder.Services", "WsOrder.Domain")]
    [InlineData("WsOrder.Data", "WsOrder.Domain")]
    [InlineData("WsOrder.Data", "Microsoft.EntityFrameworkCore")]
    public void Layer_Uses_WhatItIsFor(string layer, string used) =>
        Assert.Contains(TypesOf(layer).SelectMany(UsedBy), type => type.Namespace == used);

    private static IEnumerable<Type> TypesOf(string layer) => typeof(OrderOptions).Assembly.GetTypes()
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
