using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Text2Llm.Pipeline.Records.Word;

/// <summary>
/// Gathers the text of a Word document's parts: paragraphs with blank lines between them, items and rows on lines of their own. What a
/// tracked change has deleted, and what a field is made of, is left out.
/// </summary>
/// <param name="maxCharacters">How long the text may be.</param>
internal sealed class WordText(int maxCharacters)
{
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _paragraph = new();
    private readonly char[] _characters = new char[4096];
    private int _tables;
    private bool _item;
    private bool _lastTight;
    private bool _firstCell;
    private bool _inText;

    /// <summary>Adds a part; false where the document has none of this name.</summary>
    /// <exception cref="RecordTooLargeException">The part or the text is too large.</exception>
    public bool Read(ZipArchive archive, string part, long maxBytes, CancellationToken cancellationToken)
    {
        using var xml = WordXml.Open(archive, part, maxBytes);
        if (xml is null)
        {
            return false;
        }

        for (var more = xml.Read(); more;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (xml.NodeType == XmlNodeType.Element && IsLeftOut(xml))
            {
                xml.Skip();
                more = !xml.EOF;
                continue;
            }

            if (xml.NodeType == XmlNodeType.Element)
            {
                Start(xml);
            }

            if (xml.NodeType == XmlNodeType.EndElement || (xml.NodeType == XmlNodeType.Element && xml.IsEmptyElement))
            {
                End(xml.LocalName);
            }
            else if (_inText && xml.CanReadValueChunk && xml.HasValue && xml.NodeType != XmlNodeType.Element)
            {
                AddValue(xml);
            }

            more = xml.Read();
        }

        return true;
    }

    public override string ToString() => _text.ToString();

    // Of two forms of the same content the first is for newer readers. Notes of the types that only draw a line have no text.
    private static bool IsLeftOut(XmlReader xml) => xml.LocalName switch
    {
        "del" or "moveFrom" or "delText" or "instrText" or "Fallback" or "sectPr" => true,
        "footnote" or "endnote" => xml.GetAttribute("type", xml.NamespaceURI) is "separator" or "continuationSeparator",
        _ => false,
    };

    private void Start(XmlReader xml)
    {
        switch (xml.LocalName)
        {
            case "t":
                _inText = true;
                break;
            case "tab":
                _paragraph.Append('\t');
                break;
            case "br" or "cr":
                _paragraph.Append('\n');
                break;
            case "noBreakHyphen":
                _paragraph.Append('-');
                break;
            case "numPr":
                _item = true;
                break;
            case "tbl":
                _tables++;
                _lastTight = false;
                break;
            case "tr":
                _firstCell = true;
                break;
            case "tc" when !_firstCell:
                _paragraph.Append(" | ");
                break;
            case "tc":
                _firstCell = false;
                break;
        }
    }

    private void End(string name)
    {
        switch (name)
        {
            case "t":
                _inText = false;
                break;
            case "p" when _tables == 0:
                EndBlock(tight: _item);
                break;
            case "p":
                _paragraph.Append(' ');
                _item = false;
                break;
            case "tr":
                EndBlock(tight: true);
                break;
            case "tbl":
                _tables--;
                _lastTight = false;
                break;
        }
    }

    private void AddValue(XmlReader xml)
    {
        int length;
        while ((length = xml.ReadValueChunk(_characters, 0, _characters.Length)) > 0)
        {
            _paragraph.Append(_characters, 0, length);
            Check(_paragraph.Length);
        }
    }

    private void EndBlock(bool tight)
    {
        var block = _paragraph.ToString().Trim('\n', '\t', ' ').Replace("  | ", " | ", StringComparison.Ordinal);
        _paragraph.Clear();
        if (block.Length > 0)
        {
            if (_text.Length > 0)
            {
                _text.Append(tight && _lastTight ? "\n" : "\n\n");
            }

            _text.Append(_item ? "- " : string.Empty).Append(block);
            Check(_text.Length);
            _lastTight = tight;
        }

        _item = false;
    }

    private void Check(int length)
    {
        if (length > maxCharacters)
        {
            throw new RecordTooLargeException();
        }
    }
}
