using Microsoft.Extensions.Configuration;

namespace WsAspire.ServiceDefaults.Data;

/// <summary>Reads the section <c>database</c>, and names the key that is wrong.</summary>
internal static class DatabaseOptionsReader
{
    public static DatabaseOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(DatabaseOptions.SectionName);
        return section.Get<DatabaseOptions>() ?? new DatabaseOptions();
    }
}
