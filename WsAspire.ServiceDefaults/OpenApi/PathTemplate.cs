using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace WsAspire.ServiceDefaults.OpenApi;

/// <summary>A path of <c>google.api.http</c> as OpenAPI writes it: <c>/v1/{name=orders/*}:close</c> is <c>/v1/orders/{name}:close</c>.</summary>
/// <param name="Path">The path.</param>
/// <param name="Parameters">Its parameters in order.</param>
internal sealed partial record PathTemplate(string Path, IReadOnlyList<PathParameter> Parameters)
{
    public static PathTemplate Parse(string pattern)
    {
        var path = new StringBuilder();
        var parameters = new List<PathParameter>();
        for (var at = 0; at < pattern.Length;)
        {
            var open = pattern.IndexOf('{', at);
            AddSegments(path, parameters, pattern[at..(open < 0 ? pattern.Length : open)], field: null);
            if (open < 0)
            {
                break;
            }

            var close = pattern.IndexOf('}', open);
            var variable = pattern[(open + 1)..close].Split('=', 2);
            AddSegments(path, parameters, variable.Length > 1 ? variable[1] : "*", variable[0]);
            at = close + 1;
        }

        return new PathTemplate(path.ToString(), parameters);
    }

    /// <summary>Whether two paths differ in the names of parameters only. OpenAPI takes them for one.</summary>
    public bool HasShapeOf(string path) => Name().Replace(path, "{}") == Name().Replace(Path, "{}");

    /// <summary>The same with the names of a path of the same shape.</summary>
    public PathTemplate NamedAs(string path)
    {
        var names = Name().Matches(path).Select(match => match.Value[1..^1]);
        return new PathTemplate(path, [.. Parameters.Zip(names, (parameter, name) => parameter with { Name = name })]);
    }

    private static void AddSegments(StringBuilder path, List<PathParameter> parameters, string segments, string? field)
    {
        var wildcards = segments.Split('/').Count(IsWildcard);
        var seen = 0;
        foreach (var (index, segment) in segments.Split('/').Index())
        {
            path.Append(index > 0 ? "/" : "");
            if (!IsWildcard(segment))
            {
                path.Append(segment);
                continue;
            }

            seen++;
            var name = field is null ? $"segment{(parameters.Count + 1).ToString(CultureInfo.InvariantCulture)}" : wildcards == 1 ? field : $"{field}_{seen.ToString(CultureInfo.InvariantCulture)}";
            path.Append('{').Append(name).Append('}');
            parameters.Add(new PathParameter(name, field, IsWhole: segments.Length == segment.Length, segments, TakesSlashes: segment == "**"));
        }
    }

    private static bool IsWildcard(string segment) => segment is "*" or "**";

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Name();
}
