namespace Text2Llm.Resources.Switches;

/// <summary>Whether calls to a provider are made.</summary>
public enum SwitchState
{
    /// <summary>The switch does nothing; another one may still switch the provider off.</summary>
    Enabled,

    /// <summary>They are refused.</summary>
    Disabled,
}
