namespace Text2Llm.Pipeline.Jobs;

/// <summary>What is done with personal data or a secret that is found.</summary>
public enum PersonalDataRule
{
    /// <summary>It stays; it is counted.</summary>
    Keep,

    /// <summary>It is replaced by a fixed placeholder, such as &lt;EMAIL&gt;.</summary>
    Mask,

    /// <summary>The record is dropped.</summary>
    Drop,
}
