using Text2Llm.Pipeline.Deduplication;
using Text2Llm.Pipeline.Deduplication.Marks;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Tests.Deduplication;

/// <summary>Signs texts as the workers of a scan do.</summary>
internal static class Signed
{
    /// <summary>Signs texts as one batch, and adds them.</summary>
    public static async Task AddAsync(DuplicateMarks marks, IReadOnlyList<string> texts, MarkSigner signer, CancellationToken cancellationToken)
    {
        using var signed = new MarkBuffer(16);
        signer.Begin();
        foreach (var (index, text) in texts.Index())
        {
            var record = DatasetRecord.OfText(text);
            signer.Sign(index, record, ContentHash.Of(record).Hash, signed);
        }

        await marks.AddAsync(texts.Count, signed, cancellationToken);
    }
}
