using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Reports;

/// <summary>Writes a file of JSON lines about single records: rejects, or dropped records. There is a file only when there is a line.</summary>
internal sealed class NoteLines(IFileStore store, string name) : IAsyncDisposable
{
    private const int FlushBytes = 128 * 1024;
    private const int FirstLines = 20;

    private readonly List<string> _first = [];
    private readonly ArrayBufferWriter<byte> _pending = new();
    private IPendingFile? _file;

    /// <summary>The first lines, each without its end.</summary>
    public IReadOnlyList<string> First => _first;

    /// <summary>Adds a line.</summary>
    /// <param name="file">The file that the record is from.</param>
    /// <param name="line">The line on which it begins; 0 for a whole file.</param>
    /// <param name="members">What else is said: the end of a JSON object, see <see cref="ReportJson.MembersOf"/>.</param>
    /// <param name="cancellationToken">Ends the writing early.</param>
    public async ValueTask AddAsync(string file, long line, ReadOnlyMemory<byte> members, CancellationToken cancellationToken)
    {
        var start = _pending.WrittenCount;
        _pending.Write("{\"file\":"u8);
        _pending.Write(JsonSerializer.SerializeToUtf8Bytes(file, ReportJson.Lines));
        _pending.Write(","u8);
        if (line > 0)
        {
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\"line\":{line},"), _pending);
        }

        _pending.Write(members.Span);
        if (_first.Count < FirstLines)
        {
            _first.Add(Encoding.UTF8.GetString(_pending.WrittenSpan[start..]));
        }

        _pending.Write("\n"u8);
        if (_pending.WrittenCount >= FlushBytes)
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (_first.Count > 0)
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
            await _file!.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => _file?.DisposeAsync() ?? default;

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        _file ??= await store.CreateAsync(name, cancellationToken).ConfigureAwait(false);
        await _file.Content.WriteAsync(_pending.WrittenMemory, cancellationToken).ConfigureAwait(false);
        _pending.ResetWrittenCount();
    }
}
