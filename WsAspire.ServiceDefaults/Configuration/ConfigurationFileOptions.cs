namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>Has no values: it is what the check of config/conf.yaml at start hangs on.</summary>
internal sealed class ConfigurationFileOptions;
