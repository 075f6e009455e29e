using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using WsAspire.ServiceDefaults.Tests.Catalog;
using WsAspire.Testing.OpenApi;

namespace WsAspire.ServiceDefaults.Tests.OpenApi;

/// <summary>One service with the catalog, and its document.</summary>
public sealed class CatalogFixture : IAsyncLifetime
{
    private SampleService? _service;

    public SampleService Service => _service!;

    public HttpClient Client { get; private set; } = null!;

    public ServiceDocument Document { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await SampleService.StartAsync(
            builder => builder.Services.AddSingleton<IValidator<AddBookRequest>, AddBookRequestValidator>(),
            app => app.MapGrpcService<CatalogGrpcService>());
        Client = _service.CreateHttpClient();
        Document = await ServiceDocument.ReadAsync(Client, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Service.DisposeAsync();
    }
}
