using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using WsAspire.ServiceDefaults.Errors;
using WsAspire.ServiceDefaults.Grpc.Faults;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>Makes of a query what the library reads, and what grpc-gateway would have read: short names of enums, <c>1</c> for true, base64url,
/// <c>map[key]=value</c>; and refuses what could only be taken by guessing.</summary>
/// <param name="method">The method's route.</param>
internal sealed class QueryParameters(JsonMethod method)
{
    private readonly Dictionary<string, StringValues> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _oneofs = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<FieldViolation> _violations = [];
    private readonly List<MapEntry> _entries = [];

    /// <summary>Entries of maps; the library has no way to set them.</summary>
    public IReadOnlyList<MapEntry> Entries => _entries;

    /// <summary>What is wrong. What the library itself refuses is not in it.</summary>
    public IReadOnlyList<FieldViolation> Violations => _violations;

    /// <summary>Reads a request's query; null where there is none that counts.</summary>
    /// <remarks>Names that are no field are taken out: the library would remember each for ever. The query as it came stays in <see cref="HttpRequest.QueryString"/>.</remarks>
    public static QueryParameters? Read(HttpRequest request, JsonMethod method)
    {
        if (!request.QueryString.HasValue || method.Body == "*")
        {
            return null;
        }

        var parameters = new QueryParameters(method);
        parameters.Read(request.Query);
        request.Query = new QueryCollection(parameters._known);
        return parameters;
    }

    private void Read(IQueryCollection query)
    {
        foreach (var name in method.RouteFields.Append(method.Body))
        {
            if (FieldPath.TryFind(method.Input, name, out var path))
            {
                _seen.Add(path.Text);
                Claim(path);
            }
        }

        foreach (var (name, values) in query)
        {
            if (MapEntry.TrySplit(name, out var map, out var key))
            {
                ReadEntry(map, key, values);
            }
            else if (FieldPath.TryFind(method.Input, name, out var path))
            {
                ReadField(name, path, values);
            }
        }
    }

    private void ReadField(string name, FieldPath path, StringValues values)
    {
        if (method.RouteFields.Contains(path.Text) || path.Text == method.Body || path.Text.StartsWith(method.Body + ".", StringComparison.Ordinal))
        {
            // Path and body decide; the library leaves it out too.
            return;
        }

        if (path.Field.IsMap)
        {
            _violations.Add(new FieldViolation(path.Text, $"is a map; write {path.Text}[key]=value"));
        }
        else if (!_seen.Add(path.Text) && !path.Field.IsRepeated)
        {
            _violations.Add(new FieldViolation(path.Text, "is given more than once"));
        }
        else if (Claim(path))
        {
            _known[name] = ParameterText.Needs(path.Field) ? values.Select(value => ParameterText.Normalize(path.Field, value ?? "")).ToArray() : values;
        }
    }

    private void ReadEntry(string map, string key, StringValues values)
    {
        if (!FieldPath.TryFind(method.Input, map, out var path) || !path.Field.IsMap || path.CrossesList)
        {
            return;
        }

        var entry = $"{path.Text}[{JsonText.Quote(key)}]";
        if (values.Count > 1 || !_seen.Add(entry))
        {
            _violations.Add(new FieldViolation(entry, "is given more than once"));
        }
        else if (MapEntry.TryParse(path, key, values[0] ?? "", out var parsed, out var expected))
        {
            _entries.Add(parsed);
        }
        else
        {
            _violations.Add(new FieldViolation(entry, expected));
        }
    }

    // Of a oneof one member can be set: two would be a race that the last wins.
    private bool Claim(FieldPath path)
    {
        foreach (var (owner, field) in path.Steps)
        {
            if (field.RealContainingOneof is not { } oneof)
            {
                continue;
            }

            var place = owner.Length == 0 ? oneof.Name : $"{owner}.{oneof.Name}";
            if (!_oneofs.TryAdd(place, field.Name) && _oneofs[place] != field.Name)
            {
                _violations.Add(new FieldViolation(path.Text, $"cannot be given together with {_oneofs[place]}: both are of the oneof {oneof.Name}"));
                return false;
            }
        }

        return true;
    }
}
