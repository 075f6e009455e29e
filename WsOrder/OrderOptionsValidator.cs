using Microsoft.Extensions.Options;

namespace WsOrder;

/// <summary>Checks the section <c>Order</c>.</summary>
internal sealed class OrderOptionsValidator : IValidateOptions<OrderOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, OrderOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        var minute = TimeSpan.FromMinutes(1);
        Check(result, nameof(options.DatabaseTimeout), options.DatabaseTimeout, TimeSpan.FromMilliseconds(100), minute);
        Check(result, nameof(options.GreetingTimeout), options.GreetingTimeout, TimeSpan.FromMilliseconds(10), minute);
        Check(result, nameof(options.GreetingPause), options.GreetingPause, TimeSpan.Zero, TimeSpan.FromHours(1));
        Check(result, nameof(options.CleaningInterval), options.CleaningInterval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        return result.Build();
    }

    private static void Check(ValidateOptionsResultBuilder result, string key, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            result.AddError($"{OrderOptions.SectionName}:{key} must be {least} to {most}, was {value}");
        }
    }
}
