namespace Text2Llm.Web.Browser;

/// <summary>For how long the browser keeps something.</summary>
internal enum StorageArea
{
    /// <summary>Until it is removed.</summary>
    Local,

    /// <summary>Until the tab is closed.</summary>
    Session,
}
