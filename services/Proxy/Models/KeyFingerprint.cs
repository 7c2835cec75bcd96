using System.Security.Cryptography;
using System.Text;
using Text2Llm.Proxy.Providers;

namespace Text2Llm.Proxy.Models;

/// <summary>
/// Tells keys apart without keeping them: a hash under a secret that this process made up and never tells, so that not even a dump of the
/// hashes lets anybody try keys out.
/// </summary>
internal sealed class KeyFingerprint
{
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes);

    /// <summary>The fingerprint of a key for a provider.</summary>
    public string Of(Provider provider, ProviderKey key) =>
        Convert.ToHexString(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes($"{provider.Id}\n{key.Account}\n{key.Secret}")));
}
