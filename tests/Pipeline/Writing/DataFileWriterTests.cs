using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Parquet;
using Parquet.Schema;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Mapping;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Shaping;
using Text2Llm.Pipeline.Tests.Mapping;
using Text2Llm.Pipeline.Writing;

namespace Text2Llm.Pipeline.Tests.Writing;

public sealed class DataFileWriterTests : IDisposable
{
    private const string Chat =
        """{"messages":[{"role":"system","content":"s"},{"role":"user","content":"q"},{"role":"assistant","content":"a \"é\""}]}""";

    private const string Calls =
        """{"tools":[{"type":"function"}],"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"","tool_calls":[{"id":"1","function":{"name":"f","arguments":"{\"x\":1}"}}]},{"role":"tool","content":"r","tool_call_id":"1"},{"role":"assistant","content":"a"}]}""";

    private const string Pair = """{"prompt":"p","chosen":"good","rejected":"bad"}""";

    private const string TurnPair =
        """{"prompt":[{"role":"user","content":"p"}],"chosen":[{"role":"assistant","content":"good"}],"rejected":[{"role":"assistant","content":"bad"}]}""";

    private const string Origin = ""","id":"0000000000000000000000000000000a","source":"in.jsonl","row":7}""";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, RecordShape, string[]> Shapes => new()
    {
        { """{"text":"t"}""", RecordShape.Auto, ["""{"text":"t" """] },
        { Chat, RecordShape.Auto, [Chat[..^1]] },
        { Chat, RecordShape.ShareGpt, ["""{"conversations":[{"from":"system","value":"s"},{"from":"human","value":"q"},{"from":"gpt","value":"a \"é\""}]"""] },
        { Chat, RecordShape.Text, ["""{"text":"System: s\n\nUser: q\n\nAssistant: a \"é\"" """] },
        {
            Chat, RecordShape.Completion,
            ["""{"prompt":[{"role":"system","content":"s"},{"role":"user","content":"q"}],"completion":[{"role":"assistant","content":"a \"é\""}]"""]
        },
        {
            Calls, RecordShape.Messages,
            ["""{"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"","tool_calls":[{"id":"1","function":{"name":"f","arguments":"{\"x\":1}"}}]},{"role":"tool","content":"r","tool_call_id":"1"},{"role":"assistant","content":"a"}],"tools":[{"type":"function"}]"""]
        },
        {
            Calls, RecordShape.ShareGpt,
            ["""{"conversations":[{"from":"human","value":"q"},{"from":"function_call","value":"{\"name\":\"f\",\"arguments\":{\"x\":1}}"},{"from":"observation","value":"r","tool_call_id":"1"},{"from":"gpt","value":"a"}],"tools":[{"type":"function"}]"""]
        },
        {
            """{"messages":[{"role":"user","content":[{"type":"text","text":"see"},{"type":"image_url","url":"u"}],"name":"N"},{"role":"assistant","content":"a"}]}""", RecordShape.Auto,
            ["""{"messages":[{"role":"user","content":[{"type":"text","text":"see"},{"type":"image_url","url":"u"}],"name":"N"},{"role":"assistant","content":"a"}]"""]
        },
        { """{"instruction":"i","output":"o"}""", RecordShape.Auto, ["""{"instruction":"i","input":"","output":"o" """] },
        { """{"instruction":"i","input":"x","output":"o","system":"s"}""", RecordShape.Alpaca, ["""{"instruction":"i","input":"x","output":"o","system":"s" """] },
        {
            """{"instruction":"i","input":"x","output":"o","system":"s"}""", RecordShape.Messages,
            ["""{"messages":[{"role":"system","content":"s"},{"role":"user","content":"i\n\nx"},{"role":"assistant","content":"o"}]"""]
        },
        { """{"instruction":"i","input":"x","output":"o","system":"s"}""", RecordShape.Completion, ["""{"prompt":"s\n\ni\n\nx","completion":"o" """] },
        { """{"instruction":"i","input":"x","output":"o"}""", RecordShape.Text, ["""{"text":"i\n\nx\n\no" """] },
        { """{"prompt":"p ","completion":"c"}""", RecordShape.Auto, ["""{"prompt":"p ","completion":"c" """] },
        { """{"prompt":"p ","completion":"c"}""", RecordShape.Text, ["""{"text":"p c" """] },
        { """{"prompt":"p","completion":"c"}""", RecordShape.Alpaca, ["""{"instruction":"p","input":"","output":"c" """] },
        { """{"prompt":"p","completion":"c"}""", RecordShape.ShareGpt, ["""{"conversations":[{"from":"human","value":"p"},{"from":"gpt","value":"c"}]"""] },
        { Pair, RecordShape.Auto, [Pair[..^1]] },
        { Pair, RecordShape.Completion, ["""{"prompt":"p","completion":"good" """] },
        { Pair, RecordShape.Unpaired, ["""{"prompt":"p","completion":"good","label":true""", """{"prompt":"p","completion":"bad","label":false"""] },
        { Pair, RecordShape.Messages, ["""{"messages":[{"role":"user","content":"p"},{"role":"assistant","content":"good"}]"""] },
        { TurnPair, RecordShape.Auto, [TurnPair[..^1]] },
        {
            TurnPair, RecordShape.Unpaired,
            [
                """{"prompt":[{"role":"user","content":"p"}],"completion":[{"role":"assistant","content":"good"}],"label":true""",
                """{"prompt":[{"role":"user","content":"p"}],"completion":[{"role":"assistant","content":"bad"}],"label":false""",
            ]
        },
        { """{"chosen":"good","rejected":"bad"}""", RecordShape.Auto, ["""{"prompt":"","chosen":"good","rejected":"bad" """] },
        { """{"prompt":"p","completion":"c","label":0}""", RecordShape.Auto, ["""{"prompt":"p","completion":"c","label":false"""] },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Write_EveryShape_IsAsExpectedInEveryFormat(string input, RecordShape shape, string[] lines)
    {
        var expected = lines.Select(line => line.TrimEnd() + Origin).ToList();
        await WriteAsync("out.jsonl", new OutputSpec { Shape = shape }, new RecordsSpec(), [input]);
        (await File.ReadAllLinesAsync(_folder["out.jsonl"], TestContext.Current.CancellationToken)).ShouldBe(expected);

        await WriteAsync("out.parquet", new OutputSpec { Format = OutputFormat.Parquet, Shape = shape }, new RecordsSpec(), [input]);
        DuckDb.Ask($"SELECT CAST(to_json(t) AS VARCHAR) FROM read_parquet('{_folder["out.parquet"]}') t").Select(Tidy).ShouldBe(expected.Select(AsColumns));

        await WriteAsync("out.csv", new OutputSpec { Format = OutputFormat.Csv, Shape = shape }, new RecordsSpec(), [input]);
        DuckDb.Ask($"SELECT CAST(to_json(t) AS VARCHAR) FROM read_csv('{_folder["out.csv"]}', header = true, all_varchar = true) t").Select(Tidy)
            .ShouldBe(expected.Select(AsTexts));
    }

    [Theory]
    [InlineData(OutputFormat.Jsonl, """{"text":"t","extra":{"n":1.0,"o":{"a":[]}},"id":"0000000000000000000000000000000a","source":"in.jsonl","row":7}""")]
    [InlineData(OutputFormat.Csv, """{"text":"t","extra":"{\"n\":1.0,\"o\":{\"a\":[]}}","id":"0000000000000000000000000000000a","source":"in.jsonl","row":"7"}""")]
    [InlineData(OutputFormat.Parquet, """{"text":"t","extra":"{\"n\":1.0,\"o\":{\"a\":[]}}","id":"0000000000000000000000000000000a","source":"in.jsonl","row":7}""")]
    public async Task Write_KeptFields_StandInOneColumn(OutputFormat format, string expected)
    {
        await WriteAsync("out", new OutputSpec { Format = format }, new RecordsSpec { Keep = ["n", "o"] }, ["""{"text":"t","n":1.0,"o":{"a":[]}}"""]);
        var table = format switch
        {
            OutputFormat.Jsonl => null,
            OutputFormat.Csv => $"read_csv('{_folder["out"]}', header = true, all_varchar = true)",
            _ => $"read_parquet('{_folder["out"]}')",
        };
        (table is null ? (await File.ReadAllTextAsync(_folder["out"], TestContext.Current.CancellationToken)).TrimEnd() : DuckDb.Ask($"SELECT CAST(to_json(t) AS VARCHAR) FROM {table} t").Single())
            .ShouldBe(expected);
    }

    [Fact]
    public async Task Parquet_Failure9_SchemaIsTheSameWhateverTheFirstRowsHold()
    {
        var spec = new RecordsSpec { Kind = RecordKind.Messages, Keep = ["n"] };
        string[] plain = [.. Enumerable.Repeat(Chat, 1000)];
        string[] rich = [Calls, Calls.Replace("{\"tools\"", "{\"n\":1.5,\"tools\"", StringComparison.Ordinal), """{"n":"x","messages":[]}"""];
        await WriteAsync("plain.parquet", new OutputSpec { Format = OutputFormat.Parquet }, spec, plain);
        await WriteAsync("both.parquet", new OutputSpec { Format = OutputFormat.Parquet }, spec, [.. plain, .. rich]);
        var columns = DuckDb.Ask($"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '{_folder["both.parquet"]}')");
        columns.ShouldBe(
        [
            "messages|STRUCT(\"role\" VARCHAR, \"content\" VARCHAR, extra VARCHAR)[]", "tools|VARCHAR", "extra|VARCHAR", "id|VARCHAR", "source|VARCHAR", "row|BIGINT",
        ]);
        DuckDb.Ask($"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '{_folder["plain.parquet"]}')").ShouldBe(columns);
        DuckDb.Ask($"SELECT len(messages), tools, extra, messages[2].extra FROM '{_folder["both.parquet"]}' OFFSET 999").ShouldBe(
        [
            "3|||", """4|[{"type":"function"}]||{"tool_calls":[{"id":"1","function":{"name":"f","arguments":"{\"x\":1}"}}]}""",
            """4|[{"type":"function"}]|{"n":1.5}|{"tool_calls":[{"id":"1","function":{"name":"f","arguments":"{\"x\":1}"}}]}""", """0||{"n":"x"}|""",
        ]);
    }

    [Fact]
    public async Task Parquet_Failure10_RowGroupsAreBoundedByBytesAndByRows()
    {
        var limits = new RunLimits { RowGroupBytes = 8 * 1024 * 1024 };
        var text = string.Concat(Enumerable.Range(0, 2000).Select(number => $"word{number} "));
        await WriteTextsAsync("large.parquet", Enumerable.Range(0, 2000).Select(number => $"{number} {text}"), limits);
        var groups = DuckDb.Ask(
            $"SELECT row_group_id, sum(total_uncompressed_size)::BIGINT FROM parquet_metadata('{_folder["large.parquet"]}') GROUP BY 1 ORDER BY 1")
            .Select(row => long.Parse(row.Split('|')[1], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        groups.Count.ShouldBe(5);
        groups.SkipLast(1).ShouldAllBe(bytes => bytes >= 8 * 1024 * 1024 && bytes < 9 * 1024 * 1024);

        await WriteTextsAsync("many.parquet", Enumerable.Repeat("t", 130_000), new RunLimits());
        DuckDb.Ask($"SELECT DISTINCT row_group_id, row_group_num_rows FROM parquet_metadata('{_folder["many.parquet"]}') ORDER BY 1").ShouldBe(["0|122880", "1|7120"]);
    }

    [Theory]
    [InlineData(OutputFormat.Jsonl, OutputCompression.Zstd)]
    [InlineData(OutputFormat.Jsonl, OutputCompression.Gzip)]
    [InlineData(OutputFormat.Csv, OutputCompression.None)]
    [InlineData(OutputFormat.Parquet, OutputCompression.Auto)]
    public async Task Write_Twice_GivesTheSameBytesAndTheirChecksum(OutputFormat format, OutputCompression compression)
    {
        var spec = new OutputSpec { Format = format, Compression = compression };
        var first = await WriteAsync("one", spec, new RecordsSpec(), [Chat, Calls, Chat]);
        var second = await WriteAsync("two", spec, new RecordsSpec(), [Chat, Calls, Chat]);
        var bytes = await File.ReadAllBytesAsync(_folder["one"], TestContext.Current.CancellationToken);
        first.ShouldBe(new WrittenPart(3, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))));
        second.ShouldBe(first);
    }

    [Fact]
    public async Task Parquet_ManyPagesAndFlags_AreReadBack()
    {
        var lines = Enumerable.Range(0, 5000).Select(number =>
            $$"""{"prompt":"p{{number}} {{new string('x', 700)}}","completion":"c","label":{{(number % 3 == 0 ? "true" : "false")}}}""").ToArray();
        await WriteAsync("out.parquet", new OutputSpec { Format = OutputFormat.Parquet, Compression = OutputCompression.Gzip }, new RecordsSpec(), lines);
        DuckDb.Ask($"SELECT count(*), count(DISTINCT prompt), sum(label::INT), min(prompt[1:2]) FROM '{_folder["out.parquet"]}' WHERE label = (substr(split_part(prompt, ' ', 1), 2)::INT % 3 = 0)")
            .ShouldBe(["5000|5000|1667|p0"]);
    }

    [Fact]
    public async Task Parquet_Turns_AreReadByAnotherLibraryAsAListOfStructures()
    {
        await WriteAsync("out.parquet", new OutputSpec { Format = OutputFormat.Parquet }, new RecordsSpec(), [Chat, Chat]);
        await using var reader = await ParquetReader.CreateAsync(_folder["out.parquet"], cancellationToken: TestContext.Current.CancellationToken);
        var turn = reader.Schema.Fields[0].ShouldBeOfType<ListField>().Item.ShouldBeOfType<StructField>();
        turn.Fields.Select(field => (field.Name, ((DataField)field).ClrType)) // Bytes that are not marked as text would be bytes.
            .ShouldBe([("role", typeof(ReadOnlyMemory<char>)), ("content", typeof(ReadOnlyMemory<char>)), ("extra", typeof(ReadOnlyMemory<char>))]);
        reader.RowGroups.Single().RowCount.ShouldBe(2);
    }

    [Fact]
    public void Schema_ImpossibleShape_IsRefused() => Should.Throw<ArgumentException>(() => OutputSchema.For(
        Mapped.Layout(new RecordsSpec(), """{"prompt":"p","completion":"c","label":true}"""), new RecordsSpec(), RecordShape.Messages))
        .Message.ShouldStartWith("records of kind preference cannot be written as messages; use unpaired, or leave it out");

    private async Task<WrittenPart> WriteAsync(string name, OutputSpec spec, RecordsSpec records, string[] lines)
    {
        var layout = Mapped.Layout(records, lines);
        var mapper = new RecordMapper(records, layout);
        await using var file = File.Create(_folder[name]);
        using var writer = new DataFileWriter(file, spec, OutputSchema.For(layout, records, spec.Shape), new RunLimits());
        foreach (var line in lines)
        {
            mapper.TryMap(Mapped.Input(line), out var record, out var rejection).ShouldBeTrue(rejection?.Detail);
            await writer.WriteAsync(record!, new RowOrigin(10, "in.jsonl", 7), TestContext.Current.CancellationToken);
        }

        return await writer.CompleteAsync(TestContext.Current.CancellationToken);
    }

    private async Task WriteTextsAsync(string name, IEnumerable<string> texts, RunLimits limits)
    {
        await using var file = File.Create(_folder[name]);
        using var writer = new DataFileWriter(
            file, new OutputSpec { Format = OutputFormat.Parquet }, OutputSchema.For(RecordLayout.PlainText, new RecordsSpec(), RecordShape.Auto), limits);
        foreach (var text in texts)
        {
            await writer.WriteAsync(DatasetRecord.OfText(text), new RowOrigin(1, "s", 1), TestContext.Current.CancellationToken);
        }

        await writer.CompleteAsync(TestContext.Current.CancellationToken);
    }

    // A line of JSON Lines as Parquet has it: nested values but turns as JSON, a turn's other members as one.
    private static string AsColumns(string line)
    {
        var row = JsonNode.Parse(line)!.AsObject();
        foreach (var (_, value) in row.ToList())
        {
            foreach (var turn in (value as JsonArray ?? []).OfType<JsonObject>().Where(turn => turn.ContainsKey("role") || turn.ContainsKey("from")))
            {
                var others = turn.Skip(2).ToDictionary(member => member.Key, member => member.Value?.DeepClone());
                if (turn["content"] is JsonArray parts)
                {
                    others["parts"] = new JsonArray([.. parts.Skip(1).Select(part => part!.DeepClone())]);
                    turn["content"] = parts[0]!["text"]!.DeepClone();
                }

                others.Keys.ToList().ForEach(name => turn.Remove(name));
                if (others.Count > 0)
                {
                    turn["extra"] = Encode(new JsonObject([.. others.OrderBy(member => member.Key != "name")]));
                }
            }
        }

        if (row["tools"] is { } tools)
        {
            row["tools"] = Encode(tools);
        }

        return Tidy(row.ToJsonString());
    }

    // The same as CSV has it: all is text. What is missing is nothing, as is an empty text.
    private static string AsTexts(string line)
    {
        var row = JsonNode.Parse(line)!.AsObject();
        foreach (var (name, value) in row.ToList())
        {
            var plain = value is JsonValue text && text.TryGetValue<string>(out var given) ? given : Encode(value!);
            row[name] = plain.Length == 0 ? null : plain;
        }

        return Tidy(row.ToJsonString());
    }

    // Without members that are null, for Parquet and CSV have every column in every row.
    private static string Tidy(string json)
    {
        var node = JsonNode.Parse(json)!.AsObject();
        foreach (var (name, _) in node.Where(member => member.Value is null).ToList())
        {
            node.Remove(name);
        }

        foreach (var turn in node.Select(member => member.Value).OfType<JsonArray>().SelectMany(list => list).OfType<JsonObject>().Where(turn => turn["extra"] is null))
        {
            turn.Remove("extra");
        }

        return Encode(node);
    }

    private static string Encode(JsonNode node) => node.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
