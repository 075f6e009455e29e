namespace WsAspire.ServiceDefaults.Tests.Data;

/// <summary>A row.</summary>
public sealed class SampleItem
{
    public int Id { get; set; }

    public string Name { get; set; } = "";
}
