using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>Says what is at a path, whatever the method: routing itself forgets it where gRPC's route for unknown services comes between.</summary>
internal sealed class RouteTable(EndpointDataSource endpoints, ParameterPolicyFactory policies)
{
    /// <summary>Whether any method has a JSON route.</summary>
    public bool HaveJson => endpoints.Endpoints.Any(IsJson);

    /// <summary>Finds the JSON route of a method at the request's path.</summary>
    public (RouteEndpoint Endpoint, RouteValueDictionary Values)? Find(HttpContext context, string method)
    {
        foreach (var endpoint in endpoints.Endpoints.OfType<RouteEndpoint>().Where(IsJson))
        {
            if (Methods(endpoint).Contains(method, StringComparer.OrdinalIgnoreCase) && Match(endpoint, context) is { } values)
            {
                return (endpoint, values);
            }
        }

        return null;
    }

    /// <summary>The methods of all routes at the request's path, sorted; HEAD where a JSON route has GET. Empty where there is none.</summary>
    public IReadOnlyList<string> AllowedMethods(HttpContext context)
    {
        var methods = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var endpoint in endpoints.Endpoints.OfType<RouteEndpoint>())
        {
            if (Methods(endpoint) is { Count: > 0 } found && Match(endpoint, context) is not null)
            {
                methods.UnionWith(found);
                if (IsJson(endpoint) && methods.Contains(HttpMethods.Get))
                {
                    methods.Add(HttpMethods.Head);
                }
            }
        }

        return [.. methods];
    }

    private static bool IsJson(Endpoint endpoint) => endpoint.Metadata.GetMetadata<GrpcJsonTranscodingMetadata>() is not null;

    private static IReadOnlyList<string> Methods(Endpoint endpoint) => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];

    private RouteValueDictionary? Match(RouteEndpoint endpoint, HttpContext context)
    {
        var values = new RouteValueDictionary();
        return new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), new RouteValueDictionary(endpoint.RoutePattern.Defaults)).TryMatch(context.Request.Path, values)
            && endpoint.RoutePattern.ParameterPolicies.All(parameter => parameter.Value.All(reference =>
                policies.Create(endpoint.RoutePattern.GetParameter(parameter.Key), reference) is not IRouteConstraint constraint
                || constraint.Match(context, null, parameter.Key, values, RouteDirection.IncomingRequest)))
            ? values
            : null;
    }
}
