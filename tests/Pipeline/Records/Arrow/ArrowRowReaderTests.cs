using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Tests.Sources;

namespace Text2Llm.Pipeline.Tests.Records.Arrow;

public sealed class ArrowRowReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true, null)]
    [InlineData(true, CompressionCodecType.Lz4Frame)]
    [InlineData(true, CompressionCodecType.Zstd)]
    [InlineData(false, null)]
    [InlineData(false, CompressionCodecType.Zstd)]
    public async Task Read_FileOrStream_GivesTheRowsOfAllBatches(bool file, CompressionCodecType? compression)
    {
        await WriteAsync(file, compression, Batch(0), Batch(2));
        var reads = await Inputs.ReadAsync(_folder, "a.arrow");
        reads.Select(read => (read.Row, read.Value)).ShouldBe(
        [
            (1, """{"text":"row 0","n":0,"ratio":0.5,"ok":true,"at":"2024-01-02T03:04:05Z","day":"2024-01-02","price":1.50,"tags":["a","b"],"turn":{"role":"user","content":"hi"}}"""),
            (2, """{"text":null,"n":null,"ratio":null,"ok":null,"at":null,"day":null,"price":null,"tags":null,"turn":null}"""),
            (3, """{"text":"row 2","n":2,"ratio":0.5,"ok":true,"at":"2024-01-02T03:04:05Z","day":"2024-01-02","price":1.50,"tags":["a","b"],"turn":{"role":"user","content":"hi"}}"""),
            (4, """{"text":null,"n":null,"ratio":null,"ok":null,"at":null,"day":null,"price":null,"tags":null,"turn":null}"""),
        ]);
    }

    [Fact]
    public async Task Read_DurationsUnionsAndTimesOutOfReach_AreWritten()
    {
        var type = new UnionType([new Field("n", Int64Type.Default, true), new Field("t", StringType.Default, true)], [5, 9], UnionMode.Dense);
        var union = new DenseUnionArray(
            type,
            2,
            [new Int64Array.Builder().Append(7).Build(), new StringArray.Builder().Append("x").Append("y").Build()],
            new ArrowBuffer.Builder<byte>().Append(9).Append(5).Build(),
            new ArrowBuffer.Builder<int>().Append(1).Append(0).Build());
        var batch = new RecordBatch.Builder()
            .Append("took", true, new DurationArray.Builder(DurationType.Millisecond).Append(90_500L).Append(-1L).Build())
            .Append("any", true, union)
            .Append("at", true, Times(long.MaxValue, -1_500_000))
            .Append("day", true, Days(int.MaxValue, -1))
            .Build();
        await WriteAsync(true, null, batch);
        (await Inputs.ReadAsync(_folder, "a.arrow")).Select(read => read.Value).ShouldBe(
        [
            """{"took":"PT90.5S","any":"y","at":null,"day":null}""",
            """{"took":"-PT0.001S","any":7,"at":"1969-12-31T23:59:58.5","day":"1969-12-31"}""",
        ]);
    }

    private static Date32Array Days(params int[] days) => new(new ArrowBuffer.Builder<int>().AppendRange(days).Build(), ArrowBuffer.Empty, days.Length, 0, 0);

    private static TimestampArray Times(params long[] microseconds) => new(
        new TimestampType(TimeUnit.Microsecond, (string?)null),
        new ArrowBuffer.Builder<long>().AppendRange(microseconds).Build(),
        ArrowBuffer.Empty,
        microseconds.Length,
        0,
        0);

    [Fact]
    public async Task Split_SmallTarget_SlicesGiveEachRowOnce()
    {
        await WriteAsync(true, null, Batch(0), Batch(2), Batch(4));
        var (reader, file) = (Inputs.Reader(), Inputs.FileOf(_folder, "a.arrow"));
        var slices = await reader.SplitAsync(file, 100, TestContext.Current.CancellationToken);
        slices.Count.ShouldBe(3);
        var sliced = new List<Read>();
        foreach (var slice in slices)
        {
            await Inputs.ReadAsync(reader, file, slice, sliced);
        }

        sliced.Select(read => read.Row).ShouldBe([1, 2, 1, 2, 1, 2]);
        sliced.Select(read => read.Value).ShouldBe((await Inputs.ReadAsync(_folder, "a.arrow")).Select(read => read.Value));
    }

    [Fact]
    public async Task Read_StreamCutOff_KeepsTheRowsBefore()
    {
        await WriteAsync(false, null, Batch(0), Batch(2));
        var bytes = File.ReadAllBytes(_folder["a.arrow"]);
        _folder.Write("a.arrow", bytes[..^200]);
        var reads = await Inputs.ReadAsync(_folder, "a.arrow");
        reads.Count.ShouldBe(3);
        reads[2].Reason.ShouldBe(RejectReasons.CorruptArrow);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_AnyByteDamaged_EndsInRecordsOrProblems(bool file)
    {
        await WriteAsync(file, null, Batch(0), Batch(2));
        var bytes = File.ReadAllBytes(_folder["a.arrow"]);
        for (var at = 8; at < bytes.Length; at += 11)
        {
            var damaged = bytes.ToArray();
            damaged[at] ^= 0x15;
            _folder.Write("a.arrow", damaged);
            await Inputs.ReadAsync(_folder, "a.arrow"); // Throws nothing but problems.
        }
    }

    private async Task WriteAsync(bool file, CompressionCodecType? compression, params RecordBatch[] batches)
    {
        await using var stream = File.Create(_folder["a.arrow"]);
        var options = new IpcOptions { CompressionCodec = compression, CompressionCodecFactory = new CompressionCodecFactory() };
        using var writer = file
            ? new ArrowFileWriter(stream, batches[0].Schema, leaveOpen: true, options)
            : new ArrowStreamWriter(stream, batches[0].Schema, leaveOpen: true, options);
        foreach (var batch in batches)
        {
            await writer.WriteRecordBatchAsync(batch, TestContext.Current.CancellationToken);
        }

        await writer.WriteEndAsync(TestContext.Current.CancellationToken);
    }

    // Two rows, the second of nulls.
    private static RecordBatch Batch(int number)
    {
        var time = new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var tags = new ListArray.Builder(StringType.Default);
        tags.Append();
        ((StringArray.Builder)tags.ValueBuilder).Append("a").Append("b");
        tags.AppendNull();
        var turn = new StructType([new Field("role", StringType.Default, true), new Field("content", StringType.Default, true)]);
        var valid = new ArrowBuffer.BitmapBuilder().Append(true).Append(false).Build();
        return new RecordBatch.Builder()
            .Append("text", true, new StringArray.Builder().Append($"row {number}").AppendNull().Build())
            .Append("n", true, new Int64Array.Builder().Append(number).AppendNull().Build())
            .Append("ratio", true, new DoubleArray.Builder().Append(0.5).AppendNull().Build())
            .Append("ok", true, new BooleanArray.Builder().Append(true).AppendNull().Build())
            .Append("at", true, new TimestampArray.Builder(TimeUnit.Microsecond, "UTC").Append(time).AppendNull().Build())
            .Append("day", true, new Date32Array.Builder().Append(time).AppendNull().Build())
            .Append("price", true, new Decimal128Array.Builder(new Decimal128Type(10, 2)).Append(1.5m).AppendNull().Build())
            .Append("tags", true, tags.Build())
            .Append("turn", true, new StructArray(
                turn, 2, [new StringArray.Builder().Append("user").AppendNull().Build(), new StringArray.Builder().Append("hi").AppendNull().Build()], valid, 1))
            .Build();
    }
}
