namespace WsAspire.ServiceDefaults.Admin;

/// <summary>Pages of one area of the admin port.</summary>
internal interface IAdminPages
{
    /// <summary>The pages.</summary>
    IEnumerable<AdminPage> Pages { get; }
}
