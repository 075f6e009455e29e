using System.Security.Cryptography;
using System.Text;

namespace Aspire.Dashboard.Access;

/// <summary>What somebody has to know. It is compared in a time that says nothing of it, its length included.</summary>
internal sealed class Secret(string? given)
{
    /// <summary>The secret itself; a random one where none was given.</summary>
    public string Text { get; } = string.IsNullOrEmpty(given) ? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)) : given;

    /// <summary>Whether somebody knows it.</summary>
    public bool Is(string? guess) => CryptographicOperations.FixedTimeEquals(Hash(Text), Hash(guess ?? ""));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
