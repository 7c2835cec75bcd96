using System.Buffers;
using System.Text;

namespace Text2Llm.Pipeline.Writing.Parquet;

/// <summary>Writes structures in Thrift's compact protocol, in which Parquet has its headers and its footer.</summary>
internal sealed class ThriftWriter(IBufferWriter<byte> output)
{
    private const byte StopField = 0;
    private const byte I16Type = 4;
    private const byte I32Type = 5;
    private const byte I64Type = 6;
    private const byte BinaryType = 8;
    private const byte ListType = 9;
    private const byte StructType = 12;

    private readonly Stack<short> _outer = new();
    private short _last;

    public void Number(short field, int value)
    {
        Field(field, I32Type);
        SignedVarint(value);
    }

    public void Number(short field, long value)
    {
        Field(field, I64Type);
        SignedVarint(value);
    }

    public void ShortNumber(short field, short value)
    {
        Field(field, I16Type);
        SignedVarint(value);
    }

    public void Text(short field, string value)
    {
        Field(field, BinaryType);
        Text(value);
    }

    public void Numbers(short field, ReadOnlySpan<int> values)
    {
        List(field, I32Type, values.Length);
        foreach (var value in values)
        {
            SignedVarint(value);
        }
    }

    public void Texts(short field, IReadOnlyList<string> values)
    {
        List(field, BinaryType, values.Count);
        foreach (var value in values)
        {
            Text(value);
        }
    }

    /// <summary>Begins a list of structures; each is then written between <see cref="Begin()"/> and <see cref="End"/>.</summary>
    public void Structs(short field, int count) => List(field, StructType, count);

    /// <summary>Begins a structure in a field.</summary>
    public void Begin(short field)
    {
        Field(field, StructType);
        Begin();
    }

    /// <summary>Begins a structure in a list, or the outermost.</summary>
    public void Begin()
    {
        _outer.Push(_last);
        _last = 0;
    }

    public void End()
    {
        Byte(StopField);
        _last = _outer.Pop();
    }

    private void List(short field, byte type, int count)
    {
        Field(field, ListType);
        if (count < 15)
        {
            Byte((byte)(count << 4 | type));
        }
        else
        {
            Byte((byte)(0xf0 | type));
            Varint((ulong)count);
        }
    }

    // The fields of a structure come in their order, at most 15 apart.
    private void Field(short field, byte type)
    {
        Byte((byte)(field - _last << 4 | type));
        _last = field;
    }

    private void Text(string value)
    {
        Varint((ulong)Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, output);
    }

    private void SignedVarint(long value) => Varint((ulong)(value << 1 ^ value >> 63));

    private void Varint(ulong value)
    {
        while (value >= 0x80)
        {
            Byte((byte)(value | 0x80));
            value >>= 7;
        }

        Byte((byte)value);
    }

    private void Byte(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }
}
