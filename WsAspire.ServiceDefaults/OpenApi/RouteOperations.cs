using Google.Api;
using Google.Protobuf.Reflection;
using Microsoft.OpenApi;

namespace WsAspire.ServiceDefaults.OpenApi;

/// <summary>Makes the operation of a binding.</summary>
internal sealed class RouteOperations(OpenApiDocument document, MessageSchemas schemas, ProtoComments comments, IServiceProvider services)
{
    private readonly HashSet<string> _ids = [];

    public OpenApiOperation Create(MethodDescriptor method, HttpRule rule, PathTemplate path)
    {
        var (summary, description) = Split(comments.Of(method.FullName, method.InputType));
        var rules = FieldRules.Of(method.InputType, services);
        var parameters = new RouteParameters(schemas, rules);
        return new OpenApiOperation
        {
            OperationId = Id($"{method.Service.Name}_{method.Name}"),
            Summary = summary ?? method.Name,
            Description = description,
            Deprecated = method.GetOptions()?.Deprecated == true,
            Tags = new HashSet<OpenApiTagReference> { new(method.Service.Name, document) },
            Parameters = [.. parameters.InPath(method.InputType, path), .. rule.Body == "*" ? [] : parameters.InQuery(method.InputType, rule.Body, path)],
            RequestBody = RouteBody.Of(method.InputType, rule, path, schemas, rules),
            Responses = ErrorResponses.After(Answer(method, rule), schemas, comments.Of(method.FullName, method.InputType), HasInput(method), rule.Body.Length > 0),
        };
    }

    /// <summary>Describes the services that have routes.</summary>
    public void AddTags(IEnumerable<ServiceDescriptor> routed)
    {
        document.Tags ??= new HashSet<OpenApiTag>();
        foreach (var service in routed)
        {
            var unrouted = service.Methods.Where(method => method.IsClientStreaming).Select(method => $"`{method.Name}`").ToArray();
            var note = unrouted.Length == 0 ? null : $"Over gRPC only, as the client streams: {string.Join(", ", unrouted)}.";
            document.Tags.Add(new OpenApiTag
            {
                Name = service.Name,
                Description = string.Join("\n\n", new[] { comments.Of(service.FullName, service.Methods[0].InputType), $"The gRPC service `{service.FullName}`.", note }.OfType<string>()),
            });
        }
    }

    private static bool HasInput(MethodDescriptor method) => method.InputType.Fields.InDeclarationOrder().Count > 0;

    private OpenApiResponse Answer(MethodDescriptor method, HttpRule rule)
    {
        var field = rule.ResponseBody.Length > 0 ? method.OutputType.FindFieldByName(rule.ResponseBody) : null;
        var message = field is null ? method.OutputType : field is { FieldType: FieldType.Message, IsRepeated: false } ? field.MessageType : null;
        return new OpenApiResponse
        {
            Description = method.IsServerStreaming
                ? "A message on each line, as they come. An error after the first message is the last line, in the form of an error."
                : comments.Of(method.OutputType.FullName, method.OutputType) ?? "The answer.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [message?.FullName == HttpBody.Descriptor.FullName ? "*/*" : "application/json"] = new OpenApiMediaType { Schema = field is null ? schemas.Of(method.OutputType) : schemas.Described(field) },
            },
        };
    }

    private string Id(string name)
    {
        var id = name;
        for (var number = 2; !_ids.Add(id); number++)
        {
            id = $"{name}{number}";
        }

        return id;
    }

    // The first sentence is the summary, what follows the description.
    private static (string? Summary, string? Description) Split(string? comment)
    {
        if (comment is null)
        {
            return (null, null);
        }

        var end = comment.IndexOf('.', StringComparison.Ordinal);
        while (end >= 0 && end + 1 < comment.Length && !char.IsWhiteSpace(comment[end + 1]))
        {
            end = comment.IndexOf('.', end + 1);
        }

        return end < 0 ? (comment.ReplaceLineEndings(" "), null) : (comment[..end].ReplaceLineEndings(" "), comment[(end + 1)..].Trim() is { Length: > 0 } rest ? rest : null);
    }
}
