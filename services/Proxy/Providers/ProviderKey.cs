using System.Text.RegularExpressions;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Providers;

/// <summary>The caller's key for a provider, for the length of one call. It never prints itself.</summary>
internal sealed partial class ProviderKey
{
    private const int Longest = 4096;
    private const string Removed = "[key removed]";

    private ProviderKey(string value) => Value = value;

    /// <summary>The key itself, for the provider's request alone. Empty where the provider needs none and none came.</summary>
    public string Value { get; }

    /// <summary>Takes the key that came with a call.</summary>
    /// <exception cref="CallException">It is missing where it is needed, or it is no key.</exception>
    public static ProviderKey From(string? header, Provider provider)
    {
        if (string.IsNullOrEmpty(header))
        {
            return provider.Options.KeyRequired
                ? throw new CallException(CallError.Invalid($"{provider.DisplayName} needs your key in the header x-provider-key.") with
                {
                    Reason = ErrorReason.ProviderKeyMissing,
                })
                : new ProviderKey("");
        }

        return header.Length <= Longest && header.All(character => character is > ' ' and < '\u007f')
            ? new ProviderKey(header)
            : throw new CallException(CallError.Invalid("The header x-provider-key holds what no key does: spaces, or letters outside ASCII."));
    }

    /// <summary>The text without the key, whole or masked in the way of providers, who leave its ends legible (<c>sk-ab***yz</c>).</summary>
    public string Redact(string text)
    {
        var without = Value.Length > 0 ? text.Replace(Value, Removed, StringComparison.Ordinal) : text;
        return MaskedKey().Replace(without, Removed);
    }

    /// <summary>Says nothing of the key.</summary>
    public override string ToString() => Removed;

    // The look-behind keeps it linear: a match is tried at the beginning of a word only.
    [GeneratedRegex(@"(?<![\w-])[\w-]*\*{3,}[\w*-]*", RegexOptions.CultureInvariant)]
    private static partial Regex MaskedKey();
}
