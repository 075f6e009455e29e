using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using WsAspire.ServiceDefaults.Branching;

namespace WsBranches.Access;

/// <summary>Lets in who has the token.</summary>
internal sealed class TokenGuard(IOptions<BranchingOptions> options)
{
    private readonly byte[] _expected = Hash("Bearer " + options.Value.Token);

    /// <summary>Checks the header <c>Authorization</c> in a time that does not depend on what is in it.</summary>
    /// <exception cref="TokenRequiredException">It does not hold the token.</exception>
    public void Check(HttpContext context)
    {
        if (!IsValid(context.Request.Headers.Authorization))
        {
            throw new TokenRequiredException();
        }
    }

    private bool IsValid(StringValues header) => header.Count == 1 && CryptographicOperations.FixedTimeEquals(Hash(header[0]!), _expected);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
