using System.Buffers;
using System.Globalization;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Mapping;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Shaping;
using Text2Llm.Pipeline.Writing;

namespace Text2Llm.Benchmarks.Micro;

/// <summary>A record of 10,000 characters from its line of JSON to its row: 10 microseconds are 1 GB/s.</summary>
public class RecordShapes
{
    private readonly byte[] _line = JsonSerializer.SerializeToUtf8Bytes(new { id = 1, text = Text() });
    private readonly byte[] _turns = JsonSerializer.SerializeToUtf8Bytes(
        new { messages = new[] { new { role = "user", content = Text()[..2_000] }, new { role = "assistant", content = Text()[2_000..] } } });

    private readonly ArrayBufferWriter<byte> _encoded = new();
    private readonly RowOrigin _origin = new(1, "in.jsonl", 1);
    private RecordMapper _mapper = null!;
    private RecordMapper _turnMapper = null!;
    private DatasetRecord _record = null!;
    private byte[] _bytes = [];
    private Dictionary<string, DataFileWriter> _writers = [];

    /// <summary>Makes what is measured.</summary>
    [GlobalSetup]
    public void Make()
    {
        (_mapper, _record, var layout) = MapperOf(_line);
        (_turnMapper, _, _) = MapperOf(_turns);
        Encode();
        _bytes = _encoded.WrittenSpan.ToArray();
        var schema = OutputSchema.For(layout, new RecordsSpec(), RecordShape.Auto);
        _writers = Enum.GetValues<OutputFormat>().ToDictionary(
            format => format.ToString(), format => new DataFileWriter(Stream.Null, new OutputSpec { Format = format }, schema, new RunLimits()));
    }

    /// <summary>A line to a record of one text.</summary>
    [Benchmark]
    public bool Map() => _mapper.TryMap(ParsedRecord.OfFields(1, _line), out _, out _);

    /// <summary>A line to a conversation.</summary>
    [Benchmark]
    public bool MapTurns() => _turnMapper.TryMap(ParsedRecord.OfFields(1, _turns), out _, out _);

    /// <summary>A record to the bytes between the stages.</summary>
    [Benchmark]
    public int Encode()
    {
        _encoded.ResetWrittenCount();
        RecordCodec.Write(_record, _encoded);
        return _encoded.WrittenCount;
    }

    /// <summary>And back.</summary>
    [Benchmark]
    public object Decode() => RecordCodec.Read(_bytes);

    /// <summary>A record to a row of the format, with its compression and its checksum.</summary>
    [Benchmark]
    [Arguments(nameof(OutputFormat.Jsonl))]
    [Arguments(nameof(OutputFormat.Csv))]
    [Arguments(nameof(OutputFormat.Parquet))]
    public ValueTask Write(string format) => _writers[format].WriteAsync(_record, _origin, CancellationToken.None);

    private static (RecordMapper Mapper, DatasetRecord Record, RecordLayout Layout) MapperOf(byte[] line)
    {
        var detector = new KindDetector(new RecordsSpec());
        var input = ParsedRecord.OfFields(1, line);
        detector.Add(input);
        var layout = detector.Detect();
        var mapper = new RecordMapper(new RecordsSpec(), layout);
        return mapper.TryMap(input, out var record, out var rejection) ? (mapper, record, layout) : throw new InvalidOperationException(rejection.Detail);
    }

    // Lines of about 60 characters, so that there are escapes as in a text.
    private static string Text() => string.Concat(Enumerable.Range(0, 10_000 / 60).Select(number =>
        string.Create(CultureInfo.InvariantCulture, $"{number,4}: the quick brown fox jumps over {number * 7919L % 1009} lazy dogs today\n")));
}
