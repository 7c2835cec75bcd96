using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Records.Html;

/// <summary>
/// Takes a page for one record: its main text, and as fields its title, its language and its address. It needs no time limit: a page takes
/// time in proportion to its length.
/// </summary>
internal sealed class HtmlReader(int maxBytes) : RecordReader
{
    public override async IAsyncEnumerable<ParsedRecord> ReadAsync(
        SourceBytes source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var bytes = await DocumentBytes.ReadAsync(source, maxBytes, cancellationToken).ConfigureAwait(false);
        yield return bytes is null ? ParsedRecord.TooLarge(1, maxBytes) : Read(bytes.Value.Span);
    }

    private static ParsedRecord Read(ReadOnlySpan<byte> bytes)
    {
        var characters = ArrayPool<char>.Shared.Rent(bytes.Length);
        try
        {
            if (Utf8.ToUtf16(bytes, characters, out _, out var length, replaceInvalidSequences: false) != OperationStatus.Done)
            {
                return TextDecoder.NotUtf8(1, bytes);
            }

            var page = HtmlPage.Parse(characters.AsSpan(0, length));
            var text = HtmlMainText.Of(page);
            return text.Length == 0
                ? ParsedRecord.Rejected(1, RejectReasons.NoText, "the page has no text beside its navigation")
                : new ParsedRecord(1, text, null, DocumentFields.Of(("title", page.Title), ("lang", page.Language), ("url", page.Address)));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }
}
