using System.Globalization;
using Text2Llm.Resources.Switches;

namespace Text2Llm.Operator.Switches;

/// <summary>What a switch amounts to at a moment.</summary>
/// <param name="Switch">The switch.</param>
/// <param name="Is">Whether it switches something off.</param>
/// <param name="Until">When it ends by itself, or null.</param>
/// <param name="Reason">Why it stands as it does: <c>InForce</c>, <c>Enabled</c>, <c>Expired</c> or <c>Invalid</c>.</param>
/// <param name="Message">The same for people.</param>
internal sealed record SwitchInForce(V1Alpha1ProviderSwitch Switch, bool Is, DateTimeOffset? Until, string Reason, string Message)
{
    /// <summary>Whether it can be understood.</summary>
    public bool IsValid => Reason != "Invalid";

    /// <summary>Whether it is to be given to the proxies, which end it by their own clocks: it switches something off, or did.</summary>
    public bool IsTold => Is || Reason == "Expired";

    /// <summary>The key under which proxies look for it.</summary>
    public string Key => Switch.Spec.Provider == "*" ? "all" : Switch.Spec.Provider;

    /// <summary>
    /// Looks at a switch. Servers that check less than others leave the rest to this. One that is off, and of which only the end cannot be
    /// read, has none: whoever wrote it wanted calls to stop.
    /// </summary>
    public static SwitchInForce Of(V1Alpha1ProviderSwitch one, DateTimeOffset now)
    {
        var spec = one.Spec;
        var until = ReadUntil(spec.Until, out var isReadable);
        var off = spec.Provider == "*" ? "Every provider is off" : $"{spec.Provider} is off";
        var wrongUntil = $"spec.until is '{spec.Until}'; it must be a time as 2026-01-31T18:00:00Z.";
        return spec switch
        {
            { Provider: "" or "all" } => new(one, false, until, "Invalid", $"spec.provider is '{spec.Provider}'; it must be a provider's id, or * for all."),
            { State: null } => new(one, false, until, "Invalid", "spec.state is missing; it must be Enabled or Disabled."),
            { State: SwitchState.Enabled } when !isReadable => new(one, false, null, "Invalid", wrongUntil),
            { State: SwitchState.Enabled } => new(one, false, until, "Enabled", "It switches nothing off."),
            _ when !isReadable => new(one, true, null, "Invalid", $"{wrongUntil} {off}, without an end."),
            _ when until <= now => new(one, false, until, "Expired", $"It ended by itself at {until:u}."),
            _ => new(one, true, until, "InForce", $"{off}."),
        };
    }

    private static DateTimeOffset? ReadUntil(string? text, out bool isReadable)
    {
        var end = DateTimeOffset.MaxValue;
        var isThere = text is { Length: > 0 };
        isReadable = !isThere || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out end);
        return isThere && isReadable ? end : null;
    }
}
