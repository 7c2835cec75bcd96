using System.Buffers;
using CsCheck;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Tests.Records;

public sealed class RecordCodecTests
{
    private static readonly Gen<string> Text = Gen.String.Select(text => new string([.. text.Where(one => !char.IsSurrogate(one))]) + "😀");

    private static readonly Gen<DatasetRecord> Records =
        from kind in Gen.Int[(int)RecordKind.Text, (int)RecordKind.Preference]
        from parts in Gen.Select(Gen.Int[0, (int)PartKind.Rejected], Gen.Int[0, (int)ChatRole.Tool], Text, Text.Null()).Array[0, 5]
        from label in Gen.Bool.Nullable()
        from extra in Text.Null()
        select new DatasetRecord(
            (RecordKind)kind, [.. parts.Select(part => new RecordPart((PartKind)part.Item1, (ChatRole)part.Item2, part.Item3, part.Item4))], label, extra);

    [Fact]
    public void Read_WhatWasWritten_IsTheRecord() => Records.Sample(record =>
    {
        var read = RecordCodec.Read(Bytes(record));
        read.Parts.ShouldBe(record.Parts);
        (read with { Parts = record.Parts }).ShouldBe(record);
    });

    [Fact]
    public void Read_LongText_IsTheRecord()
    {
        var text = new string('é', 300_000);
        RecordCodec.Read(Bytes(DatasetRecord.OfText(text))).Content.ShouldBe(text);
    }

    [Fact]
    public void Read_CutOrChangedBytes_SaysSoOrGivesSomeRecord() => Gen.Select(Records, Gen.Int, Gen.Byte).Sample((record, at, other) =>
    {
        var bytes = Bytes(record);
        var cut = bytes[..(Math.Abs(at % bytes.Length))];
        Should.Throw<InvalidDataException>(() => RecordCodec.Read(cut));
        bytes[Math.Abs(at % bytes.Length)] = other;
        try
        {
            RecordCodec.Read(bytes);
        }
        catch (InvalidDataException)
        {
        }
    });

    [Theory]
    [InlineData(new byte[] { 2, 1, 0, 0, 0 }, "version 2")]
    [InlineData(new byte[] { 1, 9, 0, 0, 0 }, "kind")]
    [InlineData(new byte[] { 1, 1, 0, 0xff, 0xff, 0xff, 0xff, 0x07, 0 }, "more parts than bytes")]
    [InlineData(new byte[] { 1, 1, 0, 1, 0, 1, 0xff, 0, 0 }, "not UTF-8")]
    [InlineData(new byte[] { 1, 1, 0, 0, 0, 7 }, "follows")]
    public void Read_Damage_IsNamed(byte[] bytes, string what) =>
        Should.Throw<InvalidDataException>(() => RecordCodec.Read(bytes)).Message.ShouldContain(what);

    private static byte[] Bytes(DatasetRecord record)
    {
        var output = new ArrayBufferWriter<byte>();
        RecordCodec.Write(record, output);
        return output.WrittenSpan.ToArray();
    }
}
