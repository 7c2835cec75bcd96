namespace Text2Llm.Web.Providers;

/// <summary>What a choice of provider still lacks.</summary>
internal enum MissingPart
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A provider to send to.</summary>
    Provider,

    /// <summary>A model's name.</summary>
    Model,

    /// <summary>The person's key.</summary>
    Key,

    /// <summary>A key that could be one: what is entered holds characters that no key has.</summary>
    UsableKey,
}
