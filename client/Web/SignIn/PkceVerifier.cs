using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Text2Llm.Web.SignIn;

/// <summary>The secret that ties a code from the sign-in provider to this page (RFC 7636).</summary>
internal static class PkceVerifier
{
    /// <summary>A new secret.</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What may be shown of a secret: its SHA-256.</summary>
    public static string Challenge(string verifier) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}
