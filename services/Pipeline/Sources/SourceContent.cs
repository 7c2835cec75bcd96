using System.Runtime.CompilerServices;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Sources.Encodings;

namespace Text2Llm.Pipeline.Sources;

/// <summary>A file, or one of the files in an archive, that is open for reading once.</summary>
/// <param name="name">Its name: the file's, or <c>archive.zip!/path/of/the/entry</c>.</param>
/// <param name="detection">What it was taken for; null when it cannot be read.</param>
/// <param name="reader">Reads its records; null when it cannot be read.</param>
/// <param name="bytes">Its bytes; null when it cannot be read.</param>
/// <param name="problem">Why it cannot be read, or null.</param>
internal sealed class SourceContent(
    string name, Detection? detection, RecordReader? reader, SourceBytes? bytes, SourceProblemException? problem) : IAsyncDisposable
{
    /// <summary>Its name: the file's, or <c>archive.zip!/path/of/the/entry</c>.</summary>
    public string Name => name;

    /// <summary>What it was taken for; null when it cannot be read.</summary>
    public Detection? Detection => detection;

    /// <summary>How many lines have begun in what was read, of formats that are cut by lines: the next slice's rows come after them.</summary>
    public long Lines => bytes?.Lines ?? 0;

    /// <summary>How far it has been read, in bytes of its text; 0 of formats that are not read from their beginning to their end.</summary>
    public long Position => bytes?.Position ?? 0;

    /// <summary>Its records, or those that begin in the slice that is read.</summary>
    /// <exception cref="SourceProblemException">It, or its rest, cannot be read.</exception>
    public async IAsyncEnumerable<ParsedRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (problem is not null)
        {
            throw problem;
        }

        var encoding = detection!.Encoding is { } other and not SourceEncoding.Utf8 ? CodePages.NameOf(other) : null;
        await foreach (var record in reader!.ReadAsync(bytes!, cancellationToken).ConfigureAwait(false))
        {
            // What its encoding has no meaning for comes as what is no UTF-8.
            yield return encoding is not null && record.Rejection is { Reason: RejectReasons.InvalidUtf8 }
                ? ParsedRecord.Rejected(record.Row, RejectReasons.InvalidEncoding, $"it has bytes that are not {encoding}")
                : record;
        }
    }

    /// <inheritdoc cref="RecordReader.SplitAsync"/>
    public ValueTask<IReadOnlyList<SourceSlice>> SplitAsync(long targetBytes, CancellationToken cancellationToken) =>
        problem is null
            ? reader!.SplitAsync(bytes!, targetBytes, cancellationToken)
            : ValueTask.FromResult<IReadOnlyList<SourceSlice>>([SourceSlice.Whole]);

    public ValueTask DisposeAsync() => bytes?.DisposeAsync() ?? ValueTask.CompletedTask;
}
