using System.Text.Json;

namespace Text2Llm.Pipeline.Reports;

/// <summary>Records what was rejected, and counts it. There is a file only when there is something to record.</summary>
internal sealed class RejectsFile(string folder) : IAsyncDisposable
{
    public const string Name = "rejects.jsonl";

    private static readonly byte[] LineEnd = [(byte)'\n'];

    private readonly SortedDictionary<string, long> _records = new(StringComparer.Ordinal);
    private FileStream? _file;
    private bool _complete;

    /// <summary>The first line.</summary>
    public Reject? First { get; private set; }

    /// <summary>How many records were rejected, by reason.</summary>
    public IReadOnlyDictionary<string, long> Records => _records;

    public async ValueTask AddAsync(Reject reject, CancellationToken cancellationToken)
    {
        First ??= reject;
        if (reject.Line is not null)
        {
            _records[reject.Reason] = _records.GetValueOrDefault(reject.Reason) + 1;
        }

        _file ??= new FileStream(Path.Combine(folder, Name), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 64 * 1024);
        await _file.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(reject, ReportJson.Lines), cancellationToken).ConfigureAwait(false);
        await _file.WriteAsync(LineEnd, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        if (_file is not null)
        {
            await _file.FlushAsync(cancellationToken).ConfigureAwait(false);
            _file.Flush(flushToDisk: true);
        }

        _complete = true;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_file is not null)
            {
                await _file.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (IOException) when (!_complete)
        {
            // The run has failed already, and why is not to be hidden behind what cannot be written now.
        }
    }
}
