using System.Diagnostics;
using Elastic.Apm.NetCoreAll.Redaction;
using Elastic.Apm.NetCoreAll.Settings;

namespace StandIns.Tests.Elastic;

/// <summary>Headers in spans.</summary>
public sealed class ApmSpanRedactionTests
{
    [Theory]
    [InlineData("http.request.header.authorization", true)]
    [InlineData("http.request.header.X-Api-Key", true)]
    [InlineData("http.response.header.set-cookie", true)]
    [InlineData("rpc.request.metadata.session-id", true)]
    [InlineData("http.request.header.accept", false)]
    [InlineData("messaging.kafka.message.key", false)]
    [InlineData("authorization", false)]
    public void Header_OfASecretName_IsRedacted_AndNothingElse(string name, bool isRedacted)
    {
        using var redaction = new ApmSpanRedaction(ApmSettingsReader.Read(null, null).SanitizeFieldNames);
        using var span = new Activity("GET");
        span.SetTag("url.path", "/v1/orders").SetTag(name, "battery").SetTag("server.port", 8080);

        redaction.OnEnd(span);

        Assert.Equal(isRedacted ? "[REDACTED]" : "battery", span.GetTagItem(name));
        Assert.Equal(("/v1/orders", 8080), (span.GetTagItem("url.path"), span.GetTagItem("server.port")));
    }
}
