using System.Globalization;
using Microsoft.AspNetCore.Http.Metadata;

namespace WsBff.Errors;

/// <summary>Finds the numbers in path and query that are none.</summary>
internal static class ParameterFaults
{
    /// <summary>Adds each whole number of the endpoint that the request gives otherwise.</summary>
    public static void Describe(HttpRequest request, Endpoint? endpoint, FieldErrors errors)
    {
        foreach (var parameter in endpoint?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>() ?? [])
        {
            var type = Nullable.GetUnderlyingType(parameter.ParameterInfo.ParameterType) ?? parameter.ParameterInfo.ParameterType;
            var value = request.RouteValues.TryGetValue(parameter.Name, out var inPath)
                ? inPath?.ToString()
                : request.Query.TryGetValue(parameter.Name, out var inQuery) ? inQuery.ToString() : null;
            if (type == typeof(int) && value is not null && !int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _))
            {
                errors.Add(parameter.Name, "A whole number was expected, at most 2147483647.");
            }
        }
    }
}
