using System.Globalization;
using Text2Llm.Resources.Switches;

namespace Text2Llm.Operator.Switches;

/// <summary>What a switch amounts to at a moment.</summary>
/// <param name="Switch">The switch.</param>
/// <param name="Until">When it ends by itself, or null.</param>
/// <param name="Reason">Why it stands as it does: <c>InForce</c>, <c>Enabled</c>, <c>Expired</c> or <c>Invalid</c>.</param>
/// <param name="Message">The same for people.</param>
internal sealed record SwitchInForce(V1Alpha1ProviderSwitch Switch, DateTimeOffset? Until, string Reason, string Message)
{
    /// <summary>Whether it switches something off.</summary>
    public bool Is => Reason == "InForce";

    /// <summary>Whether it can be understood.</summary>
    public bool IsValid => Reason != "Invalid";

    /// <summary>The key under which proxies look for it.</summary>
    public string Key => Switch.Spec.Provider == "*" ? "all" : Switch.Spec.Provider;

    /// <summary>Looks at a switch. Servers that check less than others leave the rest to this.</summary>
    public static SwitchInForce Of(V1Alpha1ProviderSwitch one, DateTimeOffset now)
    {
        var spec = one.Spec;
        DateTimeOffset? until = null;
        if (spec.Until is { Length: > 0 } text)
        {
            if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end))
            {
                return new(one, null, "Invalid", $"spec.until is '{text}'; it must be a time as 2026-01-31T18:00:00Z.");
            }

            until = end;
        }

        return spec switch
        {
            { Provider: "" or "all" } => new(one, until, "Invalid", $"spec.provider is '{spec.Provider}'; it must be a provider's id, or * for all."),
            { State: null } => new(one, until, "Invalid", "spec.state is missing; it must be Enabled or Disabled."),
            { State: SwitchState.Enabled } => new(one, until, "Enabled", "It switches nothing off."),
            _ when until <= now => new(one, until, "Expired", $"It ended by itself at {until:u}."),
            _ => new(one, until, "InForce", spec.Provider == "*" ? "Every provider is off." : $"{spec.Provider} is off."),
        };
    }
}
