using FluentValidation;
using FluentValidation.Internal;
using FluentValidation.Validators;
using Google.Protobuf.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using WsAspire.ServiceDefaults.Grpc;

namespace WsAspire.ServiceDefaults.OpenApi;

/// <summary>What the registered validators say of a message, field by field. A rule with a condition says nothing here: it does not always hold.</summary>
internal sealed class FieldRules
{
    // A validator may contain itself.
    private const int MaxDepth = 8;
    private static readonly FieldRules s_none = new();
    private readonly List<IPropertyValidator> _own = [];
    private readonly SortedDictionary<string, FieldRules> _fields = new(StringComparer.Ordinal);
    private FieldRules? _elements;

    public bool IsEmpty => _own.Count == 0 && _fields.Count == 0 && _elements is null;

    public static FieldRules Of(MessageDescriptor message, IServiceProvider services)
    {
        var rules = new FieldRules();
        if (message.ClrType is { } type && services.GetService(typeof(IValidator<>).MakeGenericType(type)) is IValidator validator)
        {
            rules.Read(validator, message, services, depth: 0);
        }

        return rules;
    }

    /// <summary>The rules of a field; none are an empty object.</summary>
    /// <param name="path">Its path as the contract spells it.</param>
    public FieldRules At(string path) => path.Split('.').Aggregate(this, (rules, name) => rules._fields.GetValueOrDefault(name, s_none));

    /// <summary>Whether the request is refused when the field is not given, so that it is required.</summary>
    public bool RefuseDefault(FieldDescriptor field) => _own.Any(validator => RuleKeywords.RefusesDefault(validator, field));

    /// <summary>Whether any field that is not in the path is required.</summary>
    public bool RefuseDefaultOfAny(MessageDescriptor message, IReadOnlySet<string?> inPath) =>
        message.Fields.InDeclarationOrder().Any(field => !inPath.Contains(field.Name) && At(field.Name).RefuseDefault(field));

    /// <summary>Adds the rules to the schema of a field; what is referenced stays as it is, and is narrowed beside the reference.</summary>
    public IOpenApiSchema Constrain(IOpenApiSchema schema, FieldDescriptor field)
    {
        if (!field.IsRepeated || schema is not OpenApiSchema list)
        {
            return ConstrainOne(schema, field);
        }

        Add(list, field, isList: !field.IsMap);
        if (_elements is not null && !field.IsMap)
        {
            list.Items = _elements.ConstrainOne(list.Items ?? new OpenApiSchema(), field);
        }

        return list;
    }

    /// <summary>Adds the rules of the fields to the schema of their message.</summary>
    public void ConstrainMembers(OpenApiSchema schema, MessageDescriptor message)
    {
        var members = schema.Properties ??= new Dictionary<string, IOpenApiSchema>();
        var isWhole = members.Count > 0;
        foreach (var (name, rules) in _fields)
        {
            var field = message.FindFieldByName(name);
            if (isWhole && !members.ContainsKey(field.JsonName))
            {
                continue;
            }

            members[field.JsonName] = rules.Constrain(members.TryGetValue(field.JsonName, out var member) ? member : new OpenApiSchema(), field);
            if (rules.RefuseDefault(field))
            {
                (schema.Required ??= new SortedSet<string>()).Add(field.JsonName);
            }
        }
    }

    private IOpenApiSchema ConstrainOne(IOpenApiSchema schema, FieldDescriptor field)
    {
        if (field.FieldType == FieldType.Message && _fields.Count > 0)
        {
            var narrowed = schema as OpenApiSchema ?? new OpenApiSchema();
            ConstrainMembers(narrowed, field.MessageType);
            return schema is OpenApiSchemaReference ? new OpenApiSchema { AllOf = [schema, narrowed] } : narrowed;
        }

        if (schema is OpenApiSchema own)
        {
            Add(own, field, isList: false);
        }

        return schema;
    }

    private void Add(OpenApiSchema schema, FieldDescriptor field, bool isList)
    {
        foreach (var validator in _own)
        {
            RuleKeywords.Add(schema, validator, field, isList);
        }
    }

    private void Read(IValidator validator, MessageDescriptor message, IServiceProvider services, int depth)
    {
        foreach (var rule in validator.CreateDescriptor().Rules)
        {
            Read(rule, message, services, depth);
        }
    }

    private void Read(IValidationRule rule, MessageDescriptor message, IServiceProvider services, int depth)
    {
        if (rule.HasCondition || rule.HasAsyncCondition || rule.RuleSets is { Length: > 0 } || rule.PropertyName is not { Length: > 0 } name
            || !FieldPath.TryFind(message, ProtoPath.Of(message, name), out var path))
        {
            return;
        }

        var rules = path.Text.Split('.').Aggregate(this, (above, part) => above._fields.TryGetValue(part, out var known) ? known : above._fields[part] = new FieldRules());
        rules = IsForEach(rule) ? rules._elements ??= new FieldRules() : rules;
        foreach (var component in rule.Components.Where(component => component is { HasCondition: false, HasAsyncCondition: false }))
        {
            rules.Read(component, path.Field, services, depth);
        }

        foreach (var dependent in rule.DependentRules ?? [])
        {
            Read(dependent, message, services, depth);
        }
    }

    private void Read(IRuleComponent component, FieldDescriptor field, IServiceProvider services, int depth)
    {
        if (component.Validator is not IChildValidatorAdaptor child)
        {
            _own.Add(component.Validator);
        }
        else if (depth < MaxDepth && field.FieldType == FieldType.Message && Create(child.ValidatorType, services) is { } validator)
        {
            Read(validator, field.MessageType, services, depth + 1);
        }
    }

    private static bool IsForEach(IValidationRule rule) =>
        rule.GetType().GetInterfaces().Any(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ICollectionRule<,>));

    private static IValidator? Create(Type type, IServiceProvider services)
    {
        try
        {
            return (services.GetService(type) ?? (type.IsAbstract ? null : ActivatorUtilities.CreateInstance(services, type))) as IValidator;
        }
        catch (InvalidOperationException)
        {
            // It is made by code of the service: only that can make it.
            return null;
        }
    }
}
