using FluentValidation;

namespace WsOrder.Services.Validation;

/// <summary>Names fields as the contract spells them.</summary>
internal static class FieldNames
{
    /// <summary>Names the field that the rule is for.</summary>
    public static IRuleBuilderInitial<T, TProperty> Named<T, TProperty>(this IRuleBuilderInitial<T, TProperty> rule, string name) =>
        rule.Configure(field => field.PropertyName = name);
}
