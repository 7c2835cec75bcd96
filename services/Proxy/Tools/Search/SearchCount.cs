using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Tools.Search;

/// <summary>How many results a search gives.</summary>
internal static class SearchCount
{
    private const int Default = 10;

    /// <summary>What was asked for, or the default.</summary>
    public static int Of(SearchRequest search) => search.HasCount ? search.Count : Default;
}
