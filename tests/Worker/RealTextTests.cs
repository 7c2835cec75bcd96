using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DuckDB.NET.Data;

namespace Text2Llm.Worker.Tests;

/// <summary>The documentation of the Linux kernel, from Debian's package linux-doc-6.1, becomes a Parquet file.</summary>
public sealed partial class RealTextTests
{
    private const string Source = "/usr/share/doc/linux-doc-6.1";
    private const long LeastBytes = 50_000_000;

    [Fact]
    public async Task LinuxDoc_BecomesParquetThatDuckDbReadsBackWithTheSameText()
    {
        Directory.Exists(Source).ShouldBeTrue($"{Source} is missing: apt-get install linux-doc-6.1");
        using var folder = TempFolder.OfExamples();

        // What the plainest way below does not do.
        await File.AppendAllTextAsync(
            folder["linux-doc.yaml"], "  clean: {mojibake: false, controls: false, invisible: false}\n", TestContext.Current.CancellationToken);
        var result = await Text2LlmProcess.RunAsync("run", folder["linux-doc.yaml"]);

        result.ExitCode.ShouldBe(0, result.Error);
        var expected = Expected();
        var written = await ReadAsync(folder["out/linux-doc/part-*.parquet"]);
        var report = JsonDocument.Parse(await File.ReadAllBytesAsync(folder["out/linux-doc/report.json"], TestContext.Current.CancellationToken)).RootElement;
        var records = report.GetProperty("records");
        report.GetProperty("source").GetProperty("bytesRead").GetInt64().ShouldBeGreaterThanOrEqualTo(LeastBytes);
        expected.Bytes.ShouldBeGreaterThanOrEqualTo(LeastBytes);
        records.GetProperty("read").GetInt64().ShouldBe(expected.Records);
        records.GetProperty("written").GetInt64().ShouldBe(expected.Texts.Count);
        records.GetProperty("dropped").EnumerateObject().Sum(drop => drop.Value.GetInt64()).ShouldBe(expected.Records - expected.Texts.Count);

        written.Count.ShouldBe(expected.Texts.Count);
        for (var i = 0; i < written.Count; i++)
        {
            written[i].File.ShouldBe(expected.Texts[i].File);
            string.Equals(written[i].Text, expected.Texts[i].Text, StringComparison.Ordinal).ShouldBeTrue($"the text of {written[i].File} is another");
        }

        TestContext.Current.SendDiagnosticMessage(result.Output);
    }

    // What the dataset must be, worked out anew: none of the engine's code, and the plainest way to do each step.
    private static (List<(string File, string Text)> Texts, long Records, long Bytes) Expected()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        var names = Directory.EnumerateFiles(Source, "*.gz", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles($"{Source}/html/_sources", "*.txt", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Source, path))
            .Order(StringComparer.Ordinal);
        var texts = new List<(string, string)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var (records, total) = (0L, 0L);
        foreach (var name in names)
        {
            using var content = new MemoryStream();
            using (var file = File.OpenRead(Path.Combine(Source, name)))
            using (var plain = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file)
            {
                plain.CopyTo(content);
            }

            var bytes = content.ToArray();
            if (Array.IndexOf(bytes, (byte)0) >= 0)
            {
                continue; // An image or a font, not a record.
            }

            records++;
            total += bytes.Length;
            var text = Clean(utf8.GetString(bytes).TrimStart('\uFEFF').Normalize(NormalizationForm.FormC));
            if (text.Length > 0 && seen.Add(text))
            {
                texts.Add((name, text));
            }
        }

        return (texts, records, total);
    }

    private static string Clean(string text)
    {
        text = LineEnd().Replace(text, "\n");
        text = Spaces().Replace(text, " ");
        text = text.Replace(" \n", "\n", StringComparison.Ordinal);
        text = BlankLines().Replace(text, "\n\n");
        return text.Trim(' ', '\n');
    }

    private static async Task<List<(string File, string Text)>> ReadAsync(string files)
    {
        await using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT source, text FROM read_parquet('{files}')";
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<(string, string)>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add((reader.GetString(0), reader.GetString(1)));
        }

        return rows;
    }

    [GeneratedRegex("\r\n|[\r\v\f\u0085\u2028\u2029]")]
    private static partial Regex LineEnd();

    [GeneratedRegex(@"[\t\p{Zs}]+")]
    private static partial Regex Spaces();

    [GeneratedRegex("\n{3,}")]
    private static partial Regex BlankLines();
}
