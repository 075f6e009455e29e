namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>A change of the key, or of all keys of the class, takes effect while the service runs. Without it a change waits for the next start.</summary>
/// <remarks>For options that are read by <c>IOptionsMonitor</c> each time they are used.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property)]
public sealed class ReloadableAttribute : Attribute;
