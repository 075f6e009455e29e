namespace WsAspire.AppHost;

/// <summary>Each name of the model once.</summary>
internal static class ResourceNames
{
    public const string MySql = "mysql";
    public const string MySqlPassword = "mysql-password";
    public const string MySqlVolume = "mysql-data";
    public const string Orders = "orders";
    public const string WsOrder = "ws-order";
    public const string WsBff = "ws-bff";
}
