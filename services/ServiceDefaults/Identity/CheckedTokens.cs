using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.Tokens;

namespace Text2Llm.ServiceDefaults.Identity;

/// <summary>
/// Remembers what tokens said that passed the check, for a caller makes many calls with one. It is found by a SHA-256 of the whole token; it
/// counts until the token expires, for five minutes at most, and only while the keys are those it was checked by. Tokens that failed are not
/// remembered; one whose key is not known is checked again by what the issuer publishes now.
/// </summary>
/// <param name="check">What checks a token.</param>
/// <param name="time">The clock.</param>
internal sealed class CheckedTokens(TokenHandler check, TimeProvider time) : TokenHandler, IDisposable
{
    // Of the tokens; what is kept of each is less, but for the shortest. Where callers at once bring more, those seen longest ago are checked
    // again.
    private const int MostCharacters = 16 * 1024 * 1024;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly MemoryCache _passed = new(new MemoryCacheOptions { SizeLimit = MostCharacters });

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        // A refresh makes a new object of it: then every token is checked again.
        var keys = await KeysAsync(validationParameters);
        if (keys is null)
        {
            return await check.ValidateTokenAsync(token, validationParameters);
        }

        var fingerprint = Fingerprint.Of(token);
        if (_passed.TryGetValue(fingerprint, out Passed? passed) && ReferenceEquals(passed!.Keys, keys) && time.GetUtcNow() < passed.Until)
        {
            return passed.Result;
        }

        var result = await check.ValidateTokenAsync(token, validationParameters);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException && await NewKeysAsync(validationParameters, keys) is { } published)
        {
            keys = published;
            result = await check.ValidateTokenAsync(token, validationParameters);
        }

        if (!result.IsValid)
        {
            return result;
        }

        // The same whether it is remembered or not.
        var kept = CheckedToken.Of(result);
        Remember(fingerprint, token.Length, kept, keys);
        return kept;
    }

    public override Task<TokenValidationResult> ValidateTokenAsync(SecurityToken token, TokenValidationParameters validationParameters) =>
        check.ValidateTokenAsync(token, validationParameters);

    public override SecurityToken ReadToken(string token) => check.ReadToken(token);

    public void Dispose() => _passed.Dispose();

    private void Remember(Fingerprint fingerprint, int size, TokenValidationResult result, BaseConfiguration keys)
    {
        var now = time.GetUtcNow();
        var left = result.SecurityToken.ValidTo - now.UtcDateTime;
        var kept = left < Longest ? left : Longest;
        if (kept > TimeSpan.Zero)
        {
            _passed.Set(
                fingerprint, new Passed(result, keys, now + kept), new MemoryCacheEntryOptions { Size = size, AbsoluteExpirationRelativeToNow = kept });
        }
    }

    /// <summary>The issuer's keys as they are known now; null where they are out of reach, which is for the check to say.</summary>
    private static async Task<BaseConfiguration?> KeysAsync(TokenValidationParameters parameters)
    {
        try
        {
            return parameters.ConfigurationManager is { } keys ? await keys.GetBaseConfigurationAsync(CancellationToken.None) : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What the issuer publishes now; null where that is what was known, or is out of reach.</summary>
    private static async Task<BaseConfiguration?> NewKeysAsync(TokenValidationParameters parameters, BaseConfiguration known)
    {
        try
        {
            return parameters.ConfigurationManager is IssuerKeys issuer && await issuer.RefreshAsync() is var published
                && !ReferenceEquals(published, known) ? published : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private sealed record Passed(TokenValidationResult Result, BaseConfiguration Keys, DateTimeOffset Until);

    /// <summary>A SHA-256.</summary>
    private readonly record struct Fingerprint(UInt128 First, UInt128 Last)
    {
        public static Fingerprint Of(string token)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(MemoryMarshal.AsBytes(token.AsSpan()), hash);
            return MemoryMarshal.Read<Fingerprint>(hash);
        }
    }
}
