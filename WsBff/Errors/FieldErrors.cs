using Microsoft.AspNetCore.Http.HttpResults;

namespace WsBff.Errors;

/// <summary>Collects what is wrong with the fields of a request; all of it, so that a form can show it at once.</summary>
internal sealed class FieldErrors
{
    private readonly Dictionary<string, List<string>> _messages = [];

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsEmpty => _messages.Count == 0;

    /// <summary>Adds a fault.</summary>
    /// <param name="field">The field as the caller spells it, such as <c>lines[0].quantity</c>.</param>
    /// <param name="message">What would be right, for a person.</param>
    public FieldErrors Add(string field, string message)
    {
        if (!_messages.TryGetValue(field, out var messages))
        {
            _messages[field] = messages = [];
        }

        messages.Add(message);
        return this;
    }

    /// <summary>Adds a fault where a field is absent.</summary>
    public FieldErrors Require(string field, object? value) => value is null ? Add(field, "is required") : this;

    /// <summary>The faults by field, as <c>errors</c> of a problem holds them.</summary>
    public IReadOnlyDictionary<string, string[]> ToDictionary() => _messages.ToDictionary(entry => entry.Key, entry => entry.Value.ToArray());

    /// <summary>Makes the 400 that says so.</summary>
    public ProblemHttpResult ToProblem() => TypedResults.Problem(Problems.InvalidFields(ToDictionary()));
}
