using System.Text;

namespace WsAspire.Branching;

/// <summary>The value of <c>branch-served</c>: who served a request, in the order in which they were reached, such as <c>ws-bff=test(no-instance), ws-order=f1</c>.</summary>
public static class BranchServed
{
    /// <summary>Services that a value names.</summary>
    public const int MaxEntries = 32;

    /// <summary>Characters that a value may have.</summary>
    public const int MaxLength = 2048;

    /// <summary>The last item of a value that names not all.</summary>
    public const string More = "...";

    private const string Separator = ", ";
    private static readonly string[] s_reasons = [.. Enum.GetValues<ServedReason>().Select(reason => reason == ServedReason.None ? "" : $"({reason.ToText()})")];

    /// <summary>Writes a value. What has no valid name is left out; what is above the bounds is <see cref="More"/>.</summary>
    public static string Format(ReadOnlySpan<ServedBy> served)
    {
        var text = new StringBuilder();
        var entries = 0;
        foreach (var entry in served)
        {
            if (!BranchName.IsValid(entry.Service) || !BranchName.IsValid(entry.Branch))
            {
                continue;
            }

            var reason = s_reasons.ElementAtOrDefault((int)entry.Reason) ?? "";
            var length = text.Length + Separator.Length + entry.Service.Length + 1 + entry.Branch.Length + reason.Length;
            if (++entries > MaxEntries || length + Separator.Length + More.Length > MaxLength)
            {
                return text.Append(Separator).Append(More).ToString();
            }

            text.Append(entries > 1 ? Separator : "").Append(entry.Service).Append('=').Append(entry.Branch).Append(reason);
        }

        return text.ToString();
    }

    /// <summary>Reads a value. Total: what is malformed is left out.</summary>
    /// <param name="text">The value.</param>
    /// <param name="isWhole">False where something is left out, or was by the writer.</param>
    public static IReadOnlyList<ServedBy> Parse(string? text, out bool isWhole)
    {
        var served = new List<ServedBy>();
        isWhole = text is null or { Length: <= MaxLength };
        if (string.IsNullOrEmpty(text) || !isWhole)
        {
            return served;
        }

        foreach (var range in text.AsSpan().Split(','))
        {
            if (served.Count < MaxEntries && TryParse(text.AsSpan()[range].Trim(' '), out var entry))
            {
                served.Add(entry);
            }
            else
            {
                isWhole = false;
            }
        }

        return served;
    }

    private static bool TryParse(ReadOnlySpan<char> text, out ServedBy entry)
    {
        entry = default;
        var reason = text.IndexOf('(') is >= 0 and var bracket ? text[bracket..] : default;
        var rest = text[..^reason.Length];
        var equals = rest.IndexOf('=');
        var known = Array.IndexOf(s_reasons, reason.ToString());
        if (equals < 0 || known < 0)
        {
            return false;
        }

        entry = new ServedBy(rest[..equals].ToString(), rest[(equals + 1)..].ToString(), (ServedReason)known);
        return BranchName.IsValid(entry.Service) && BranchName.IsValid(entry.Branch);
    }
}
