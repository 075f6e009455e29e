using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration.UserSecrets;

[assembly: UserSecretsId("standins-tests-8b0c7c55-5d3f-4f8e-a8b4-2f4f9f1d7c11")]

namespace StandIns.Tests.Model;

[Collection<SecretsCollection>]
public sealed class ParameterTests : IDisposable
{
    private static readonly string s_secrets = PathHelper.GetSecretsPathFromSecretsId("standins-tests-8b0c7c55-5d3f-4f8e-a8b4-2f4f9f1d7c11");

    public void Dispose()
    {
        if (File.Exists(s_secrets))
        {
            Directory.Delete(Path.GetDirectoryName(s_secrets)!, recursive: true);
        }
    }

    [Theory]
    [InlineData("--Parameters:api-key=given")]
    [InlineData("--Parameters:api_key=given")]
    public void Parameter_GivenOnTheCommandLine_HasThatValue(string argument) =>
        Assert.Equal("given", Builder(argument).AddParameter("api-key", secret: true).Resource.Value);

    [Fact]
    public void Parameter_GivenNowhere_SaysWhichKeyIsMissing()
    {
        var exception = Assert.Throws<MissingParameterValueException>(() => Builder().AddParameter("api-key").Resource.Value);

        Assert.Equal(
            "Parameter resource could not be used because configuration key 'Parameters:api-key' is missing and the Parameter has no default value.",
            exception.Message);
    }

    [Fact]
    public void Parameter_WithAPublishedDefault_YieldsToTheConfiguration()
    {
        Assert.Equal("eu", Builder().AddParameter("region", "eu", publishValueAsDefault: true).Resource.Value);
        Assert.Equal("us", Builder("--Parameters:region=us").AddParameter("region", "eu", publishValueAsDefault: true).Resource.Value);
        Assert.Equal("eu", Builder("--Parameters:region=us").AddParameter("region", "eu").Resource.Value);
    }

    [Fact]
    public void Parameter_SecretAndPublished_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Builder().AddParameter("key", "value", publishValueAsDefault: true, secret: true));

    [Fact]
    public void Parameter_GeneratedAndKept_HasTheSameValueInTheNextRun()
    {
        var first = Builder().AddMySql("mysql").Resource.PasswordParameter.Value;
        var second = Builder().AddMySql("mysql").Resource.PasswordParameter.Value;

        Assert.Equal(22, first.Length);
        Assert.Equal(first, second);
        Assert.Equal(first, (string?)JsonNode.Parse(File.ReadAllText(s_secrets))!["Parameters:mysql-password"]);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(s_secrets) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public void Parameter_GeneratedAndNotKept_LeavesNoFile()
    {
        Assert.NotEmpty(Builder().AddParameter("pw", new GenerateParameterDefault { MinLength = 8 }).Resource.Value);
        Assert.False(File.Exists(s_secrets));
    }

    [Fact]
    public void GeneratedValue_OfEveryKind_KeepsItsLeastNumbers()
    {
        GenerateParameterDefault generate = new() { MinLength = 10, Upper = false, MinLower = 3, MinNumeric = 3, MinSpecial = 3 };

        var value = generate.GetDefaultValue();

        Assert.Equal(10, value.Length);
        Assert.DoesNotContain(value, char.IsAsciiLetterUpper);
        Assert.True(value.Count(char.IsAsciiLetterLower) >= 3 && value.Count(char.IsAsciiDigit) >= 3 && value.Count(c => !char.IsAsciiLetterOrDigit(c)) >= 3);
    }

    [Fact]
    public async Task ConnectionString_OfTheConfiguration_IsFoundThere()
    {
        var orders = Builder("--ConnectionStrings:orders=Server=x").AddConnectionString("orders").Resource;

        Assert.Equal("Server=x", await orders.GetConnectionStringAsync(TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<MissingParameterValueException>(
            async () => await Builder().AddConnectionString("missing").Resource.GetConnectionStringAsync(TestContext.Current.CancellationToken));
    }

    // The assembly is named: a test runner may be the entry assembly.
    private static IDistributedApplicationBuilder Builder(params string[] args) => DistributedApplication.CreateBuilder(
        new DistributedApplicationOptions { Args = args, AssemblyName = typeof(ParameterTests).Assembly.GetName().Name });
}
