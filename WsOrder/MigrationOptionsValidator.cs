using Microsoft.Extensions.Options;

namespace WsOrder;

/// <summary>Checks the section <c>Migration</c>.</summary>
internal sealed class MigrationOptionsValidator : IValidateOptions<MigrationOptions>
{
    private static readonly TimeSpan s_most = TimeSpan.FromHours(1);

    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, MigrationOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        Check(result, nameof(options.ServerWait), options.ServerWait);
        Check(result, nameof(options.LockWait), options.LockWait);
        return result.Build();
    }

    private static void Check(ValidateOptionsResultBuilder result, string key, TimeSpan value)
    {
        if (value < TimeSpan.Zero || value > s_most)
        {
            result.AddError($"{MigrationOptions.SectionName}:{key} must be {TimeSpan.Zero} to {s_most}, was {value}");
        }
    }
}
