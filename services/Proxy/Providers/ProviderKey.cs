using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Text2Llm.Proxy.Upstream;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Providers;

/// <summary>The caller's key for a provider, for the length of one call. It never prints itself.</summary>
internal sealed partial class ProviderKey
{
    private const int Longest = 4096;
    private const int LongestMessage = 1000;
    private const string Removed = "[key removed]";

    private const int ShortestPart = 8;

    private static readonly JsonSerializerOptions Legible = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly IReadOnlyList<string> _parts;

    private ProviderKey(string account, string secret)
    {
        (Account, Secret) = (account, secret);

        // A provider may quote a part of a key that has several, such as an access key's id.
        _parts = [.. secret.Split(':').Append(secret).Where(part => part.Length >= ShortestPart || part == secret)
            .Where(part => part.Length > 0).Distinct().OrderByDescending(part => part.Length)];
    }

    /// <summary>What fills the open part of the provider's base, for instance a region; empty where it has none.</summary>
    public string Account { get; }

    /// <summary>The key itself, for the provider's request alone. Empty where the provider needs none and none came.</summary>
    public string Secret { get; }

    /// <summary>Takes the key that came with a call.</summary>
    /// <exception cref="CallException">It is missing where it is needed, or it is no key.</exception>
    public static ProviderKey From(string? header, IUpstream provider)
    {
        if (string.IsNullOrEmpty(header))
        {
            return provider.KeyRequired
                ? throw new CallException(CallError.Invalid($"{provider.DisplayName} needs your key in the header x-provider-key.") with
                {
                    Reason = ErrorReason.ProviderKeyMissing,
                })
                : new ProviderKey("", "");
        }

        if (header.Length > Longest)
        {
            throw new CallException(CallError.Invalid($"The header x-provider-key is longer than {Longest} characters."));
        }

        if (!header.All(character => character is > ' ' and < '\u007f'))
        {
            throw new CallException(CallError.Invalid("The header x-provider-key holds what no key does: spaces, or letters outside ASCII."));
        }

        return provider.AccountName is { } account ? WithAccount(header, account, provider) : new ProviderKey("", header);
    }

    private static ProviderKey WithAccount(string header, string account, IUpstream provider)
    {
        var colon = header.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < header.Length - 1 && ProviderBase.IsAccount(header[..colon])
            ? new ProviderKey(header[..colon], header[(colon + 1)..])
            : throw new CallException(CallError.Invalid(
                $"{provider.DisplayName} needs the header x-provider-key as {account}:key, where the {account} has lower case letters, digits and hyphens."));
    }

    /// <summary>A provider's sentence without the key, and no longer than a sentence has to be.</summary>
    public string RedactMessage(string message)
    {
        var redacted = Redact(message);
        return redacted.Length <= LongestMessage ? redacted : string.Concat(redacted.AsSpan(0, LongestMessage), "…");
    }

    /// <summary>A provider's body without the key, even where JSON escapes hide it. Without a key in it, it stays as it is.</summary>
    public string RedactBody(string body)
    {
        var redacted = Redact(body);
        if (!redacted.Contains('\\', StringComparison.Ordinal))
        {
            return redacted;
        }

        try
        {
            var root = JsonNode.Parse(redacted);
            return RedactStrings(root) ? root!.ToJsonString(Legible) : redacted;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // No JSON that anybody could unescape.
            return redacted;
        }
    }

    /// <summary>The text without the key, whole or masked in the way of providers, who leave its ends legible (<c>sk-ab***yz</c>).</summary>
    private string Redact(string text)
    {
        var without = _parts.Aggregate(text, (redacted, part) => redacted.Replace(part, Removed, StringComparison.Ordinal));
        return MaskedKey().Replace(without, Removed);
    }

    /// <summary>Redacts every string under a node; true where one changed.</summary>
    private bool RedactStrings(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                return members.ToList().Aggregate(false, (changed, member) => RedactStrings(member.Value) | changed);
            case JsonArray items:
                return items.ToList().Aggregate(false, (changed, item) => RedactStrings(item) | changed);
            case JsonValue value when value.TryGetValue<string>(out var text) && Redact(text) is var redacted && redacted != text:
                value.ReplaceWith(redacted);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Says nothing of the key.</summary>
    public override string ToString() => Removed;

    // Letters, digits and the signs of base64, of which Amazon's secrets are made. The look-behind keeps it linear: a match is
    // tried at the beginning of a word only.
    [GeneratedRegex(@"(?<![\w/+~-])[\w/+~-]*\*{3,}[\w/+~=*-]*", RegexOptions.CultureInvariant)]
    private static partial Regex MaskedKey();
}
