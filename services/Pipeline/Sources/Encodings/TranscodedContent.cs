using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Sources.Encodings;

/// <summary>
/// Content of another encoding as UTF-8. Where its bytes make no sense there is a byte that is no UTF-8 either, so that the record with it is
/// rejected.
/// </summary>
/// <param name="source">The content, past a byte order mark; owned.</param>
/// <param name="encoding">Its encoding.</param>
internal sealed class TranscodedContent(SourceBytes source, SourceEncoding encoding) : ForwardStream
{
    private const int PieceBytes = 32 * 1024;
    private const byte NoUtf8 = 0xff;

    // What the runtime makes of bytes that a code page of Windows does not define: controls that no text has, or characters of nobody's.
    private static readonly SearchValues<char> Undefined = SearchValues.Create(
        [UnreadableMark.Character, .. Enumerable.Range(0x80, 32).Concat(Enumerable.Range(0xf8f0, 16)).Select(value => (char)value)]);

    private static readonly SearchValues<char> Mark = SearchValues.Create([UnreadableMark.Character]);

    private readonly SearchValues<char> _unreadable = encoding is SourceEncoding.Utf16 or SourceEncoding.Utf16BigEndian
        or SourceEncoding.Utf32 or SourceEncoding.Utf32BigEndian or SourceEncoding.Gb18030 ? Mark : Undefined;

    private readonly Decoder _decoder = CodePages.DecoderOf(encoding);
    private readonly char[] _characters = new char[(PieceBytes * 2) + 16];
    private readonly byte[] _encoded = new byte[((PieceBytes * 2) + 16) * 3];
    private int _kept;
    private int _start;
    private int _end;
    private bool _ended;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_start == _end)
        {
            if (_ended)
            {
                return 0;
            }

            _ended = source.Buffered.IsEmpty && !await source.FillAsync(cancellationToken).ConfigureAwait(false);
            var length = Math.Min(source.Buffered.Length, PieceBytes);
            var decoded = _decoder.GetChars(source.Buffered.Span[..length], _characters.AsSpan(_kept), flush: _ended);
            source.Consume(length);
            Encode(_kept + decoded);
        }

        var read = Math.Min(buffer.Length, _end - _start);
        _encoded.AsMemory(_start, read).CopyTo(buffer);
        _start += read;
        return read;
    }

    protected override ValueTask ReleaseAsync() => source.DisposeAsync();

    private void Encode(int count)
    {
        var left = _characters.AsSpan(0, count);
        (_start, _end) = (0, 0);
        while (!left.IsEmpty)
        {
            var mark = left.IndexOfAny(_unreadable);
            var whole = mark < 0 ? left : left[..mark];
            var status = Utf8.FromUtf16(whole, _encoded.AsSpan(_end), out var read, out var written, false, isFinalBlock: _ended || mark >= 0);
            _end += written;
            left = left[read..];
            if (status == OperationStatus.NeedMoreData)
            {
                break; // Half of a surrogate pair, whose other half comes with the next piece.
            }

            if (status == OperationStatus.InvalidData || (mark >= 0 && read == whole.Length))
            {
                _encoded[_end++] = NoUtf8;
                left = left[1..];
            }
        }

        left.CopyTo(_characters);
        _kept = left.Length;
    }
}
