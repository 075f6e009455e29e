using Microsoft.AspNetCore.Http;

namespace WsAspire.ServiceDefaults.Admin;

/// <summary>One page of the admin port.</summary>
/// <param name="Path">Its path, such as <c>/config</c>.</param>
/// <param name="Description">What it shows, for the index.</param>
/// <param name="Methods">Its methods with what answers each.</param>
internal sealed record AdminPage(string Path, string Description, IReadOnlyDictionary<string, RequestDelegate> Methods)
{
    /// <summary>A page that is only read.</summary>
    public static AdminPage Reading(string path, string description, RequestDelegate get) =>
        new(path, description, new Dictionary<string, RequestDelegate> { [HttpMethods.Get] = get });
}
