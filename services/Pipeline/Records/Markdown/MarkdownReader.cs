using System.Runtime.CompilerServices;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Records.Markdown;

/// <summary>Takes a Markdown file for one record: its text as it is written, and its front matter as fields.</summary>
internal sealed class MarkdownReader(int maxBytes) : RecordReader
{
    public override async IAsyncEnumerable<ParsedRecord> ReadAsync(
        SourceBytes source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var bytes = await DocumentBytes.ReadAsync(source, maxBytes, cancellationToken).ConfigureAwait(false);
        yield return bytes is null ? ParsedRecord.TooLarge(1, maxBytes) : Read(bytes.Value.Span);
    }

    private static ParsedRecord Read(ReadOnlySpan<byte> bytes)
    {
        var matter = FrontMatter.Of(bytes, out var length);
        var record = TextDecoder.Decode(1, bytes[length..]);
        return record.Text is null ? record : record with { Json = matter };
    }
}
