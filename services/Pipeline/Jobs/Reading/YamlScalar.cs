namespace Text2Llm.Pipeline.Jobs.Reading;

/// <summary>A single value; <paramref name="Plain"/> when without quotes, so that it may be a number, a boolean or null.</summary>
internal sealed record YamlScalar(int Line, int Column, string Value, bool Plain) : YamlNode(Line, Column)
{
    public bool IsNull => Plain && Value is ("" or "~" or "null" or "Null" or "NULL");
}
