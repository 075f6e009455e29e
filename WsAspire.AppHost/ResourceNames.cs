namespace WsAspire.AppHost;

/// <summary>Each name of the model once.</summary>
internal static class ResourceNames
{
    public const string MySql = "mysql";
    public const string MySqlPassword = "mysql-password";
    public const string MySqlVolume = "mysql-data";
    public const string Orders = "orders";
    public const string WsBranches = "ws-branches";
    public const string BranchesToken = "branches-token";
    public const string Envoy = "envoy";
    public const string WsGateway = "ws-gateway";
    public const string WsOrder = "ws-order";
    public const string WsBff = "ws-bff";
    public const string Elasticsearch = "elasticsearch";
    public const string Kibana = "kibana";
    public const string ApmServer = "apm-server";
    public const string ApmToken = "apm-token";
}
