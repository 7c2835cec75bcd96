using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.Tokens;

namespace Text2Llm.ServiceDefaults.Identity;

/// <summary>
/// Remembers tokens that passed the check, for a caller makes many calls with one. What is remembered is a SHA-256 of the whole token, never
/// the token; a result counts until the token expires, for five minutes at most, and only while the keys are those it was checked by.
/// Tokens that failed are not remembered.
/// </summary>
/// <param name="check">What checks a token.</param>
/// <param name="time">The clock.</param>
internal sealed class CheckedTokens(TokenHandler check, TimeProvider time) : TokenHandler, IDisposable
{
    // Some kilobytes each; where there are more callers at once, those seen longest ago are checked again.
    private const int Most = 10_000;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly MemoryCache _passed = new(new MemoryCacheOptions { SizeLimit = Most });

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
        if (result.IsValid)
        {
            Remember(fingerprint, result, keys);
        }

        return result;
    }

    public override Task<TokenValidationResult> ValidateTokenAsync(SecurityToken token, TokenValidationParameters validationParameters) =>
        check.ValidateTokenAsync(token, validationParameters);

    public override SecurityToken ReadToken(string token) => check.ReadToken(token);

    public void Dispose() => _passed.Dispose();

    private void Remember(Fingerprint fingerprint, TokenValidationResult result, BaseConfiguration keys)
    {
        var now = time.GetUtcNow();
        var left = result.SecurityToken.ValidTo - now.UtcDateTime;
        var kept = left < Longest ? left : Longest;
        if (kept > TimeSpan.Zero)
        {
            _passed.Set(fingerprint, new Passed(result, keys, now + kept), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = kept });
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
