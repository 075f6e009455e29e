using Google.Api;

namespace WsAspire.ServiceDefaults.OpenApi;

/// <summary>Method and path of a rule, whichever of its forms it uses.</summary>
internal static class HttpRulePattern
{
    public static (string Method, string Path) Of(HttpRule rule) => rule.PatternCase switch
    {
        HttpRule.PatternOneofCase.Get => ("GET", rule.Get),
        HttpRule.PatternOneofCase.Put => ("PUT", rule.Put),
        HttpRule.PatternOneofCase.Post => ("POST", rule.Post),
        HttpRule.PatternOneofCase.Delete => ("DELETE", rule.Delete),
        HttpRule.PatternOneofCase.Patch => ("PATCH", rule.Patch),
        _ => (rule.Custom.Kind, rule.Custom.Path),
    };
}
