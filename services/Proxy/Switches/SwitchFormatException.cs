namespace Text2Llm.Proxy.Switches;

/// <summary>A switch, or the file of them, is not written as it should be. The message says what is wrong and what would be right.</summary>
internal sealed class SwitchFormatException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The switch, where what is wrong of it leaves no doubt that it is off.</summary>
    public ProviderSwitch? Understood { get; init; }
}
