using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using WsAspire.ServiceDefaults.Logging;

namespace WsAspire.ServiceDefaults.Tests.Logging;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("opened with s3cret!value today", "opened with *** today")]
    [InlineData("opened with open-sesame today", "opened with *** today")]
    [InlineData("Server=a;Password=other;Port=1", "Server=a;Password=***;Port=1")]
    [InlineData("""{"password": "other", "name": "x"}""", """{"password": "***", "name": "x"}""")]
    [InlineData("Authorization: Bearer abc.def", "Authorization: Bearer ***")]
    [InlineData("GET /x?token=abc&page=2", "GET /x?token=***&page=2")]
    [InlineData("mysql://root:abc@host/db", "mysql://***@host/db")]
    [InlineData("The order of user 7 was placed", "The order of user 7 was placed")]
    [InlineData("waits 00:00:30", "waits 00:00:30")]
    [InlineData("", "")]
    public void Text_WithASecret_IsHiddenAndTheRestIsLeft(string text, string shown)
    {
        using var redaction = Create();

        Assert.Equal(shown, redaction.Hide(text));
    }

    [Theory]
    [InlineData("Password", true)]
    [InlineData("api_key", true)]
    [InlineData("http.request.header.authorization", true)]
    [InlineData("IBAN", true)]
    [InlineData("OrderId", false)]
    [InlineData("SecretsDirectory", false)]
    public void Name_ThatSoundsLikeASecretOrIsConfigured_IsOne(string name, bool isSecret)
    {
        using var redaction = Create();

        Assert.Equal(isSecret, redaction.IsSecret(name));
        Assert.Equal(isSecret, redaction.IsSecret(name));
    }

    [Fact]
    public void Secret_ThatIsChangedWhileTheServiceRuns_IsHiddenFromThenOn()
    {
        var configuration = Configuration();
        using var redaction = new Redaction(configuration, Options.Create(new LogOptions()));

        configuration["Branching:Token"] = "the-next-token";
        ((IConfigurationRoot)configuration).Reload();

        Assert.Equal("*** and the-next", redaction.Hide("the-next-token and the-next"));
    }

    private static Redaction Create() => new(Configuration(), Options.Create(new LogOptions { Redact = "iban, email" }));

    private static IConfiguration Configuration() => new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Branching:Token"] = "s3cret!value",
        ["ConnectionStrings:orders"] = "Server=a;Password=open-sesame;Database=orders",
        ["Access:TokenLifetime"] = "00:00:30",
        ["Short:Password"] = "order",
    }).Build();
}
