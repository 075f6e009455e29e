using WsAspire.ServiceDefaults.Configuration;

namespace WsAspire.ServiceDefaults.Admin;

/// <summary>The page <c>/config</c>: the configuration in effect, secrets masked.</summary>
internal sealed class ConfigPages(EffectiveConfiguration configuration, ConfigurationSections sections, ConfigurationCheck check) : IAdminPages
{
    public IEnumerable<AdminPage> Pages =>
    [
        AdminPage.Reading("/config", "configuration in effect with the source of each value, what each key takes, and faults that are not taken over; secrets are masked", context =>
            AdminJson.WriteAsync(context, new
            {
                values = configuration.Read(),
                keys = sections.All.SelectMany(SectionKey.Of),
                faults = check.FindFaults(),
            })),
    ];
}
