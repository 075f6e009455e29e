using System.Globalization;
using Microsoft.AspNetCore.Http.Metadata;

namespace WsBff.Errors;

/// <summary>Finds the numbers in path and query that are none.</summary>
internal static class ParameterFaults
{
    /// <summary>Adds each whole number of the endpoint that the request gives otherwise.</summary>
    public static void Describe(RouteValueDictionary? path, IQueryCollection query, Endpoint? endpoint, FieldErrors errors)
    {
        foreach (var parameter in endpoint?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>() ?? [])
        {
            var type = Nullable.GetUnderlyingType(parameter.ParameterInfo.ParameterType) ?? parameter.ParameterInfo.ParameterType;
            var value = path?[parameter.Name]?.ToString() ?? (query.TryGetValue(parameter.Name, out var given) ? given.ToString() : null);
            if (type == typeof(int) && value is not null && !int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _))
            {
                errors.Add(parameter.Name, "must be a whole number of at most 2147483647, given once");
            }
        }
    }
}
