using System.Security.Cryptography;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A random value.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    /// <summary>The least length, in characters.</summary>
    public int MinLength { get; set; }

    /// <summary>Whether lower-case letters may occur; true by default.</summary>
    public bool Lower { get; set; } = true;

    /// <summary>Whether upper-case letters may occur; true by default.</summary>
    public bool Upper { get; set; } = true;

    /// <summary>Whether digits may occur; true by default.</summary>
    public bool Numeric { get; set; } = true;

    /// <summary>Whether special characters may occur; true by default.</summary>
    public bool Special { get; set; } = true;

    /// <summary>The least number of lower-case letters.</summary>
    public int MinLower { get; set; }

    /// <summary>The least number of upper-case letters.</summary>
    public int MinUpper { get; set; }

    /// <summary>The least number of digits.</summary>
    public int MinNumeric { get; set; }

    /// <summary>The least number of special characters.</summary>
    public int MinSpecial { get; set; }

    // Without look-alikes, and with specials that need no quoting in a connection string.
    private IReadOnlyList<(string Name, string Characters, bool Allowed, int Least)> Groups =>
    [
        ("Lower", "abcdefghjkmnpqrstuvwxyz", Lower, MinLower),
        ("Upper", "ABCDEFGHJKMNPQRSTUVWXYZ", Upper, MinUpper),
        ("Numeric", "0123456789", Numeric, MinNumeric),
        ("Special", "-_.{}~()*+!", Special, MinSpecial),
    ];

    /// <inheritdoc/>
    public override void WriteToManifest(ManifestPublishingContext context)
    {
        context.Writer.WriteStartObject("generate");
        context.Writer.WriteNumber("minLength", MinLength);
        Groups.Where(g => !g.Allowed).ToList().ForEach(g => context.Writer.WriteBoolean(g.Name.ToLowerInvariant(), false));
        Groups.Where(g => g.Least > 0).ToList().ForEach(g => context.Writer.WriteNumber($"min{g.Name}", g.Least));
        context.Writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public override string GetDefaultValue()
    {
        var allowed = Groups.Where(g => g.Allowed).ToList();
        var value = string.Concat(allowed.Where(g => g.Least > 0).Select(g => RandomNumberGenerator.GetString(g.Characters, g.Least)));
        var rest = RandomNumberGenerator.GetString(string.Concat(allowed.Select(g => g.Characters)), Math.Max(0, MinLength - value.Length));
        var characters = (value + rest).ToCharArray();
        RandomNumberGenerator.Shuffle(characters.AsSpan());
        return new string(characters);
    }
}
