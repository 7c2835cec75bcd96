using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Text2Llm.Pipeline.Deduplication.Files;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Scanning;

/// <summary>Reads the blocks of a shard's records file. One thread's.</summary>
internal sealed class RecordFileReader : IAsyncDisposable
{
    private readonly string _name;
    private readonly Stream _file;
    private readonly ZstdSharp.Decompressor _decompressor = new();
    private long[] _blocks = [];
    private byte[] _compressed = [];
    private byte[] _plain = [];
    private int _length;
    private int _current = -1;

    private RecordFileReader(string name, Stream file) => (_name, _file) = (name, file);

    /// <exception cref="DamagedFileException">The file is not whole.</exception>
    public static async Task<RecordFileReader> OpenAsync(IFileStore store, int shard, CancellationToken cancellationToken)
    {
        var name = ShardFiles.Records(shard);
        var reader = new RecordFileReader(name, await store.OpenAsync(name, cancellationToken).ConfigureAwait(false));
        try
        {
            await reader.ReadTableAsync(cancellationToken).ConfigureAwait(false);
            return reader;
        }
        catch
        {
            await reader.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A block's records, decompressed; valid until the next call. The same block again costs nothing.</summary>
    /// <exception cref="DamagedFileException">The block is not what was written.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> BlockAsync(int number, CancellationToken cancellationToken)
    {
        if (number != _current)
        {
            _current = -1;
            await ReadBlockAsync(number, cancellationToken).ConfigureAwait(false);
            _current = number;
        }

        return _plain.AsMemory(0, _length);
    }

    public ValueTask DisposeAsync()
    {
        _decompressor.Dispose();
        return _file.DisposeAsync();
    }

    private async Task ReadTableAsync(CancellationToken cancellationToken)
    {
        var footer = await FileFooter.ReadAsync(_file, _name, RecordFileWriter.RecordsMark, sizeof(long), cancellationToken).ConfigureAwait(false);
        var table = new byte[footer.Count * sizeof(long)];
        _file.Position = _file.Length - RecordFileWriter.FooterBytes - table.Length;
        await _file.ReadExactlyAsync(table, cancellationToken).ConfigureAwait(false);
        Check(XxHash3.HashToUInt64(table) == footer.Hash, "its table of blocks");
        _blocks = MemoryMarshal.Cast<byte, long>(table).ToArray();
    }

    private async Task ReadBlockAsync(int number, CancellationToken cancellationToken)
    {
        Check((uint)number < (uint)_blocks.Length, $"block {number}, which it has not,");
        if (_file.Position != _blocks[number])
        {
            _file.Position = _blocks[number];
        }

        var header = new byte[RecordBlock.HeaderBytes];
        await _file.ReadExactlyAsync(header, cancellationToken).ConfigureAwait(false);
        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        _length = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(4));
        Check(length >= 0 && length <= _file.Length && _length >= length, $"the head of block {number}");
        Grow(ref _plain, _length);
        if (length < _length)
        {
            Grow(ref _compressed, length);
        }

        var bytes = (length < _length ? _compressed : _plain).AsMemory(0, length);
        await _file.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        Check(RecordBlock.HashOf(bytes.Span) == BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(8)), $"block {number}");
        if (length < _length)
        {
            _decompressor.Unwrap(bytes.Span, _plain.AsSpan(0, _length));
        }
    }

    private static void Grow(ref byte[] buffer, int length)
    {
        if (buffer.Length < length)
        {
            buffer = new byte[length];
        }
    }

    private void Check(bool sound, string what)
    {
        if (!sound)
        {
            throw new DamagedFileException(_name, $"{what} is not what was written");
        }
    }
}
