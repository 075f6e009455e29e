using FluentValidation;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Ws.Order.V1;
using WsAspire.ServiceDefaults.Data;
using WsOrder.Data;
using WsOrder.Domain;
using WsOrder.Services.Validation;

namespace WsOrder;

/// <summary>Registers what this service is made of.</summary>
internal static class OrderServiceCollectionExtensions
{
    private const string DatabaseName = "orders";

    /// <summary>Registers domain, data and validators; without a configured database, what says so.</summary>
    public static void AddOrderServices(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<OrderBook>();
        builder.AddConfigurationSection<OrderOptions>(OrderOptions.SectionName);
        builder.Services.AddValidators();
        if (builder.AddServiceDatabase<OrderDbContext>(DatabaseName))
        {
            builder.Services.AddDatabase();
        }
        else
        {
            builder.Services.AddSingleton<NoDatabase>();
            builder.Services.AddSingleton<IOrderRepository>(services => services.GetRequiredService<NoDatabase>());
            builder.Services.AddSingleton<IUserRepository>(services => services.GetRequiredService<NoDatabase>());
            builder.Services.AddSingleton<IUserGlance>(services => services.GetRequiredService<NoDatabase>());
        }
    }

    private static void AddDatabase(this IServiceCollection services)
    {
        services.AddSingleton<OrderDatabase>();
        services.AddScoped<IDatabaseSeed<OrderDbContext>, UserSeed>();
        services.AddSingleton<IOrderRepository, OrderRepository>();
        services.AddSingleton<IUserRepository, UserRepository>();
        services.AddSingleton<IUserGlance, UserGlance>();
        services.AddServiceWarmUp<DatabaseWarmUp>();
        services.AddSingleton<IdempotencyKeyCleaner>();
        services.AddHostedService(provider => provider.GetRequiredService<IdempotencyKeyCleaner>());
    }

    private static void AddValidators(this IServiceCollection services)
    {
        services.AddSingleton<IValidator<CreateOrderRequest>, CreateOrderRequestValidator>();
        services.AddSingleton<IValidator<GetOrderRequest>, GetOrderRequestValidator>();
        services.AddSingleton<IValidator<ListOrdersRequest>, ListOrdersRequestValidator>();
        services.AddSingleton<IValidator<CancelOrderRequest>, CancelOrderRequestValidator>();
        services.AddSingleton<IValidator<GetUserRequest>, GetUserRequestValidator>();
        services.AddSingleton<IValidator<ListUsersRequest>, ListUsersRequestValidator>();
    }
}
