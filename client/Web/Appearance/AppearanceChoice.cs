namespace Text2Llm.Web.Appearance;

/// <summary>Which appearance the person wants.</summary>
internal enum AppearanceChoice
{
    /// <summary>The system's.</summary>
    System,

    /// <summary>Light.</summary>
    Light,

    /// <summary>Dark.</summary>
    Dark,
}
