namespace Text2Llm.Proxy.Switches;

/// <summary>A switch that is off. One that is on is not kept: it changes nothing.</summary>
/// <param name="Provider">The id of the provider it switches off, or <see cref="Everything"/>.</param>
/// <param name="Streams">What becomes of the calls under way.</param>
/// <param name="Reason">Why, in the words of whoever switched; callers are told. May be empty.</param>
/// <param name="Until">When it ends by itself, or null.</param>
internal sealed record ProviderSwitch(
    string Provider, StreamsUnderWay Streams = StreamsUnderWay.Finish, string Reason = "", DateTimeOffset? Until = null)
{
    /// <summary>Stands for every provider. A word rather than <c>*</c>, which a ConfigMap's key cannot be.</summary>
    public const string Everything = "all";

    /// <summary>Whether it switches this provider off.</summary>
    public bool Covers(string providerId) => Provider == Everything || Provider.Equals(providerId, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it has ended by itself.</summary>
    public bool IsOver(DateTimeOffset now) => Until <= now;
}
