namespace Text2Llm.Proxy.Tools.Fetch.Html;

/// <summary>
/// Lays tables out: a line for each row, a bar between cells. A table of one column, with which old pages are laid out, stays plain text.
/// </summary>
internal sealed class TableRows(OpenElements open, TextLayout layout)
{
    /// <summary>A row begins in the innermost table; outside of one, the tag means nothing.</summary>
    public void OpenRow()
    {
        if (open.Innermost(ElementKind.Table) is not { } table)
        {
            return;
        }

        open.CloseWithin(table);
        EndRow(table);
        layout.Row();
    }

    /// <summary>A cell begins in the innermost table.</summary>
    public void OpenCell(bool isHeading)
    {
        if (open.Innermost(ElementKind.Table) is not { } table)
        {
            return;
        }

        open.CloseWithin(table);
        if (table.Count++ > 0)
        {
            layout.Cell();
        }

        table.IsHeadingRow = isHeading && (table.IsHeadingRow || table.Count == 1);
    }

    /// <summary>Ends a row; a first one of headings gets a rule below it.</summary>
    public void EndRow(OpenElement table)
    {
        if (table.Count == 0)
        {
            return;
        }

        layout.Release();
        if (table is { HasEntries: false, IsHeadingRow: true, Count: > 1 })
        {
            layout.WriteLine(string.Join(" | ", Enumerable.Repeat("---", table.Count)));
        }

        (table.HasEntries, table.IsHeadingRow, table.Count) = (true, false, 0);
    }
}
