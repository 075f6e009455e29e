using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Routing;

namespace WsAspire.ServiceDefaults.Admin;

/// <summary>The page <c>/routes</c>: what the service answers on its own ports.</summary>
internal sealed class RoutePages(EndpointDataSource endpoints) : IAdminPages
{
    public IEnumerable<AdminPage> Pages =>
    [
        AdminPage.Reading("/routes", "endpoints of the service with their methods and gRPC names", context => AdminJson.WriteAsync(context, endpoints.Endpoints
            .OfType<RouteEndpoint>()
            .Select(endpoint => new
            {
                route = "/" + endpoint.RoutePattern.RawText?.TrimStart('/'),
                methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods,
                grpc = endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.FullName,
                name = endpoint.DisplayName,
            })
            .OrderBy(route => route.route, StringComparer.Ordinal))),
    ];
}
