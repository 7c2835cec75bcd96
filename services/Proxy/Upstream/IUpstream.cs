namespace Text2Llm.Proxy.Upstream;

/// <summary>Whoever a call goes out to with the caller's key: what errors and limits need to know of them.</summary>
internal interface IUpstream
{
    /// <summary>What callers name it by.</summary>
    string Id { get; }

    /// <summary>The name shown to people.</summary>
    string DisplayName { get; }

    /// <summary>Whether a call needs the caller's own key.</summary>
    bool KeyRequired { get; }

    /// <summary>What the key names beside the secret, for instance <c>region</c>; null where it is the secret alone.</summary>
    string? AccountName => null;
}
