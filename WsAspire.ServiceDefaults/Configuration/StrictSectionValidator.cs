using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>Checks a section at start, and at each change.</summary>
internal sealed class StrictSectionValidator<T>(IConfiguration configuration, string section) : IValidateOptions<T>
    where T : class, new()
{
    public ValidateOptionsResult Validate(string? name, T options)
    {
        var faults = StrictSection.FindFaults<T>(configuration, section);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
