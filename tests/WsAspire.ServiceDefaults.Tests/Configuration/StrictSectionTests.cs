using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Tests.Configuration;

public sealed class StrictSectionTests
{
    [Theory]
    [InlineData("Sample: { Wait: 5s }", "config/conf.yaml: Sample:Wait = \"5s\": expected a time span such as 00:00:05 (hours:minutes:seconds), 00:00:01 to 01:00:00.")]
    [InlineData("Sample: { Wait: 02:00:00 }", "config/conf.yaml: Sample:Wait = \"02:00:00\": allowed is 00:00:01 to 01:00:00.")]
    [InlineData("Sample: { Level: Lowest }", "config/conf.yaml: Sample:Level = \"Lowest\": expected one of Low, High.")]
    [InlineData("Sample: { Level: 7 }", "config/conf.yaml: Sample:Level = \"7\": expected one of Low, High.")]
    [InlineData("Sample: { Target: host }", "config/conf.yaml: Sample:Target = \"host\": expected an absolute URI such as http://host:8080.")]
    [InlineData("Sample: { Target: /path }", "config/conf.yaml: Sample:Target = \"/path\": expected an absolute URI such as http://host:8080.")]
    [InlineData("Sample: { Retry: { MaxAttempts: 9 } }", "config/conf.yaml: Sample:Retry:MaxAttempts = \"9\": allowed is 1 to 5.")]
    [InlineData("Sample: { Retry: { MaxAttempts: some } }", "config/conf.yaml: Sample:Retry:MaxAttempts = \"some\": expected a whole number, 1 to 5.")]
    [InlineData("Sample: { Retry: { MaxAttemps: 3 } }", "config/conf.yaml: Sample:Retry:MaxAttemps = \"3\": unknown key (did you mean MaxAttempts?); allowed below Sample:Retry: MaxAttempts, Codes.")]
    [InlineData("Sample: { Retry: 3 }", "config/conf.yaml: Sample:Retry = \"3\": expected keys below it: MaxAttempts, Codes.")]
    [InlineData("Sample: { Retry: { Codes: [1, x] } }", "config/conf.yaml: Sample:Retry:Codes:1 = \"x\": expected a whole number.")]
    [InlineData("Sample: { Retry: { Codes: 5 } }", "config/conf.yaml: Sample:Retry:Codes = \"5\": expected a list, each a whole number.")]
    [InlineData("Sample: { Retry: { Codes: { one: 1 } } }", "config/conf.yaml: Sample:Retry:Codes:one = \"1\": expected the place in a list, from 0: Sample:Retry:Codes is a list, each a whole number.")]
    [InlineData("Sample: { Rules: { a: { MaxAttempts: 0 } } }", "config/conf.yaml: Sample:Rules:a:MaxAttempts = \"0\": allowed is 1 to 5.")]
    [InlineData("Sample: { Rules: { a: { Limit: 0 } } }", "config/conf.yaml: Sample:Rules:a:Limit = \"0\": unknown key; allowed below Sample:Rules:a: MaxAttempts, Codes.")]
    [InlineData("Sample: { List: [{ MaxAttempts: 2 }, { MaxAttempts: 6 }] }", "config/conf.yaml: Sample:List:1:MaxAttempts = \"6\": allowed is 1 to 5.")]
    [InlineData("Sample: { Least: 5, Most: 4 }", "config/conf.yaml: Sample:Least = \"5\", config/conf.yaml: Sample:Most = \"4\": Least must not be over Most.")]
    [InlineData("Sample: { Least: 3, Most: 4, Level: High }", "Sample:Least: not over 2 where Level is High")]
    [InlineData("Sample: { Text: { a: 1 } }", "config/conf.yaml: Sample:Text: expected a text, at most 3 long.")]
    [InlineData("Sample: { Text: long }", "config/conf.yaml: Sample:Text = \"long\": allowed is at most 3 long.")]
    [InlineData("Sample: { Token: [hidden] }", "config/conf.yaml: Sample:Token: expected a text.")]
    [InlineData("Sample: { Flag: yes }", "config/conf.yaml: Sample:Flag = \"yes\": expected true or false.")]
    [InlineData("Sample: { Flag: }", "config/conf.yaml: Sample:Flag: expected true or false.")]
    [InlineData("Sample: { ApiToken: x }", "config/conf.yaml: Sample:ApiToken = ***: unknown key")]
    [InlineData("Sample: { Targte: 'http://user:pass@host' }", "config/conf.yaml: Sample:Targte = \"http://***@host\": unknown key (did you mean Target?)")]
    [InlineData("Sample: 5", "config/conf.yaml: Sample = \"5\": expected keys below it: ")]
    public void Section_WithAFault_NamesKeyValueAndWhatIsAllowed(string file, string fault)
    {
        var exception = Assert.Throws<OptionsValidationException>(() => SampleService.Create([], file, AddSample));

        Assert.StartsWith(fault, Assert.Single(exception.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Section_OfEveryShape_IsRead()
    {
        await using var service = SampleService.Create([], """
            Sample:
              Wait: 00:00:07
              Level: high
              Target: http://host:8080
              Retry: { MaxAttempts: 2, Codes: [1, 2] }
              Rules: { a: { MaxAttempts: 4 } }
              List: [{ MaxAttempts: 5 }]
              Inner: { Value: 3 }
            """, AddSample);

        var options = service.App.Services.GetRequiredService<IOptions<SampleOptions>>().Value;

        Assert.Equal((TimeSpan.FromSeconds(7), Level.High, new Uri("http://host:8080"), 2), (options.Wait, options.Level, options.Target, options.Retry.MaxAttempts));
        Assert.Equal([1, 2], options.Retry.Codes);
        Assert.Equal((4, 5), (options.Rules["a"].MaxAttempts, options.List[0].MaxAttempts));
        Assert.Equal(3, service.App.Services.GetRequiredService<IOptions<InnerOptions>>().Value.Value);
    }

    [Fact]
    public void Sections_WithSeveralFaults_AllAreNamed()
    {
        var exception = Assert.Throws<OptionsValidationException>(() => SampleService.Create(
            ["--Sample:Wait", "5s", "--Sample:Inner:Value", "x", "--OnePort:SniffTimeout", "1", "--Transcoding:MaxBodySize", "0"], "databse: { port: 1 }\nLevel: 1", AddSample));

        Assert.Equal(6, exception.Failures.Count());
    }

    private static void AddSample(WebApplicationBuilder builder)
    {
        builder.AddConfigurationSection<SampleOptions>("Sample");
        builder.AddConfigurationSection<InnerOptions>("Sample:Inner");
        builder.Services.AddSingleton<IValidateOptions<SampleOptions>>(new ValidateOptions<SampleOptions>(
            null, options => options.Level != Level.High || options.Least <= 2, "Sample:Least: not over 2 where Level is High"));
    }

    private enum Level
    {
        Low,
        High,
    }

    private sealed class SampleOptions : IValidatableObject
    {
        [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
        public TimeSpan Wait { get; set; } = TimeSpan.FromSeconds(5);

        public Level Level { get; set; }

        public Uri? Target { get; set; }

        public string? Token { get; set; }

        [MaxLength(3)]
        public string Text { get; set; } = "";

        public bool Flag { get; set; }

        public RetryOptions Retry { get; set; } = new();

        public Dictionary<string, RetryOptions> Rules { get; } = [];

        public List<RetryOptions> List { get; } = [];

        public int Least { get; set; } = 1;

        public int Most { get; set; } = 10;

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Least > Most)
            {
                yield return new ValidationResult("Least must not be over Most.", [nameof(Least), nameof(Most)]);
            }
        }
    }

    private sealed class RetryOptions
    {
        [Range(1, 5)]
        public int MaxAttempts { get; set; } = 3;

        public int[] Codes { get; set; } = [];
    }

    private sealed class InnerOptions
    {
        public int Value { get; set; }
    }
}
