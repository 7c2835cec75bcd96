namespace Text2Llm.Pipeline.Records.Tables;

/// <summary>How the rows of a table of text are written.</summary>
/// <param name="Delimiter">What stands between fields: a comma, a semicolon, a tab or a bar.</param>
/// <param name="Quoted">Whether a field may stand in double quotes; otherwise they are characters like others.</param>
/// <param name="Header">Whether the first row has the names of the columns.</param>
/// <param name="SeparatorLine">Whether a line <c>sep=;</c> comes first, which tells Excel the delimiter.</param>
internal sealed record CsvDialect(char Delimiter, bool Quoted = true, bool Header = true, bool SeparatorLine = false)
{
    /// <summary>For the report: what was found, in words.</summary>
    public override string ToString()
    {
        var delimiter = Delimiter switch
        {
            ',' => "comma",
            ';' => "semicolon",
            '\t' => "tab",
            '|' => "bar",
            _ => $"'{Delimiter}'",
        };
        return $"separated by {delimiter}, {(Quoted ? "quoted" : "not quoted")}, {(Header ? "with a header" : "without a header")}";
    }
}
