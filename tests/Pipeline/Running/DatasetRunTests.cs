using CsCheck;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Reports;
using Text2Llm.Pipeline.Running;

namespace Text2Llm.Pipeline.Tests.Running;

public sealed class DatasetRunTests : IDisposable
{
    private const string Output = "{uri: out, format: jsonl}";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_SeveralFiles_KeepsTheFirstOfEachTextInFileAndRowOrder()
    {
        _folder.Write("in/b.jsonl", "{\"text\":\"one\"}\n{\"text\":\"  two \"}\n{\"text\":\"three\"}\n");
        _folder.Write("in/a.jsonl.gz", TempFolder.Gzip("{\"text\":\"two\"}\n{\"text\":\"two\"}\n{\"text\":\" \"}\n{\"nothing\":1}\n"));
        var report = await Job.RunAsync(_folder, Job.Yaml("{uri: in}", Output));
        var part = _folder["out/part-00000.jsonl"];
        Job.Field(part, "text").ShouldBe(["two", "one", "three"]);
        Job.Field(part, "source").ShouldBe(["a.jsonl.gz", "b.jsonl", "b.jsonl"]);
        Job.Field(part, "row").ShouldBe(["1", "1", "3"]);
        report.Records.Read.ShouldBe(7);
        report.Records.Dropped.ShouldBe(new Dictionary<string, long> { ["duplicate"] = 2, ["empty"] = 1, ["missing-field"] = 1 }, ignoreOrder: true);
    }

    [Fact]
    public async Task Run_DedupOff_KeepsDuplicates()
    {
        _folder.Write("in.txt", "same\nsame\n");
        (await Job.RunAsync(_folder, Job.Yaml("{uri: in.txt}", Output, "records: {unit: line}\n  dedup: {exact: false}"))).Records.Written.ShouldBe(2);
    }

    [Fact]
    public async Task Run_BadFilesAmongGood_RecordsThemAndGoesOn()
    {
        _folder.Write("in/a.txt.gz", TempFolder.Gzip("first\nsecond\nthird, which is cut off")[..^4]);
        _folder.Write("in/b.bin", [0x61, 0, 0x62]);
        _folder.Write("in/d.txt", [.. "e"u8, 0xff, .. "\nfine\n"u8]);
        File.CreateSymbolicLink(_folder["in/e.txt"], _folder["gone"]);
        _folder.Write("in/c.txt", "good\n");
        var report = await Job.RunAsync(_folder, Job.Yaml("{uri: in, encoding: utf-8}", Output, "records: {unit: line}"));
        Job.Field(_folder["out/part-00000.jsonl"], "text").ShouldBe(["first", "second", "good", "fine"]);
        var rejects = _folder["out/rejects.jsonl"];
        Job.Field(rejects, "file").ShouldBe(["a.txt.gz", "b.bin", "d.txt", "e.txt"]);
        Job.Field(rejects, "reason").ShouldBe(["corrupt-gzip", "not-text", "invalid-utf8", "unreadable"]);
        report.Source.FilesWithProblems.ShouldBe(3);
        report.Source.Detected.Sum(found => found.Files).ShouldBe(2);
        report.Source.CutShort.ShouldBe(new Dictionary<string, long> { ["corrupt-gzip"] = 1 });
        report.Source.LeftOut.ShouldBe(new Dictionary<string, long> { ["not-text"] = 1, ["unreadable"] = 1 }, ignoreOrder: true);
        report.Records.Dropped.ShouldBe(new Dictionary<string, long> { ["invalid-utf8"] = 1 });
        ReportText.Of(report).ShouldContain("**Warning: 3 of 5 files were left out or cut short: see rejects.jsonl.**");
    }

    [Fact]
    public async Task Run_AnyInput_AccountsForEveryRecord()
    {
        var line = Gen.OneOf(
            """{"text":"a"}""", """{"text":"b "}""", """{"text":"c\u0301"}""", """{"text":" "}""", "{", """{"text":1}""", """{"x":1}""", "", " ");
        var batch = Gen.Int[1, 500];
        await Gen.Select(line.List[0, 40], batch).SampleAsync(
            async (lines, size) =>
            {
                using var folder = new TempFolder();
                folder.Write("in.jsonl", string.Join('\n', lines));
                var report = await Job.RunAsync(folder, Job.Yaml("{uri: in.jsonl}", Output), new RunLimits { BatchBytes = size, WaitingBytes = size });
                var texts = Job.Field(folder["out/part-00000.jsonl"], "text");
                var rejects = File.Exists(folder["out/rejects.jsonl"]) ? File.ReadAllLines(folder["out/rejects.jsonl"]).Length : 0;
                var records = lines.Count(one => one.Trim().Length > 0);
                var dropped = report.Records.Dropped;
                report.Records.Read.ShouldBe(records);
                report.Records.Written.ShouldBe(texts.Count);
                report.Records.Read.ShouldBe(report.Records.Written + dropped.Values.Sum());
                texts.Distinct().Count().ShouldBe(texts.Count);
                rejects.ShouldBe((int)dropped.Where(drop => drop.Key is not ("empty" or "duplicate")).Sum(drop => drop.Value));
            },
            iter: 200);
    }

    [Theory]
    [InlineData("jsonl", "gzip")]
    [InlineData("jsonl", "zstd")]
    [InlineData("csv", "none")]
    [InlineData("parquet", "zstd")]
    public async Task Run_Again_GivesTheSameBytes(string format, string compression)
    {
        WriteNumbers("in.txt", 5000);
        var yaml = Job.Yaml("{uri: in.txt}", $"{{uri: out, format: {format}, compression: {compression}, maxFileSize: 64Ki}}", "records: {unit: line}");
        await Job.RunAsync(_folder, yaml);
        var first = _folder.Snapshot("out");
        await Job.RunAsync(_folder, yaml, new RunLimits { BatchBytes = 100 });
        var second = _folder.Snapshot("out");
        second.Keys.ShouldBe(first.Keys, ignoreOrder: true);
        foreach (var name in first.Keys.Where(name => !name.StartsWith("report", StringComparison.Ordinal) && name != "SHA256SUMS"))
        {
            second[name].ShouldBe(first[name], name);
        }
    }

    [Fact]
    public async Task Run_OutputWithinTheSource_IsNotReadTheNextTime()
    {
        _folder.Write("in.txt", "text");
        var yaml = Job.Yaml("{uri: .}", Output);
        (await Job.RunAsync(_folder, yaml)).Records.Read.ShouldBe(1);
        (await Job.RunAsync(_folder, yaml)).Records.Read.ShouldBe(1);
    }

    [Fact]
    public async Task Run_OutputBehindALinkWithinTheSource_IsNotReadTheNextTime()
    {
        _folder.Write("real/in.txt", "text");
        Directory.CreateSymbolicLink(_folder["alias"], "real");
        var yaml = Job.Yaml("{uri: real}", "{uri: alias/out, format: jsonl}");
        (await Job.RunAsync(_folder, yaml)).Source.Files.ShouldBe(1);
        (await Job.RunAsync(_folder, yaml)).Source.Files.ShouldBe(1);
        File.Exists(_folder["real/out/report.json"]).ShouldBeTrue();
    }

    [Fact]
    public async Task Run_JobFileWithinTheSource_IsNotRead()
    {
        _folder.Write("in.txt", "text");
        var report = await Job.RunFileAsync(_folder, Job.Yaml("{uri: .}", Output));
        report.Source.Files.ShouldBe(1);
        Job.Field(_folder["out/part-00000.jsonl"], "source").ShouldBe(["in.txt"]);
    }

    [Fact]
    public async Task Plan_AfterARunThatWasKilledBetweenItsMoves_BringsTheEarlierOutputBackWhateverIsMissing()
    {
        _folder.Write(".out.text2llm/previous/part-00000.jsonl", "old\n");
        _folder.Write(".out.text2llm/previous/report.json", """{"kind":"DatasetReport","outputs":[{"name":"part-00000.jsonl"}]}""");
        Job.Mistakes(Job.Yaml("{uri: gone.txt}", Output), _folder.Path).ShouldHaveSingleItem().Path.ShouldBe("spec.source.uri");
        (await File.ReadAllTextAsync(_folder["out/part-00000.jsonl"], TestContext.Current.CancellationToken)).ShouldBe("old\n");
        Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName).ShouldBe(["out"]);
    }

    [Fact]
    public async Task Plan_JobWithMistakes_TellsThoseOfItsPathsToo()
    {
        _folder.Write("out", "a file");
        var path = _folder.Write("job.yaml", Job.Yaml("{uris: [nothere, 's3://b']}", "{uri: out, format: xml}"));
        var mistakes = (await Should.ThrowAsync<JobMistakesException>(DatasetPlan.ReadAsync(path, RunPlaces.Local, TestContext.Current.CancellationToken))).Mistakes;
        mistakes.Select(mistake => mistake.Path).ShouldBe(["spec.source.uris[0]", "spec.source.uris[1]", "spec.output.uri", "spec.output.format"]);
        mistakes[0].Message.ShouldStartWith("'nothere' stands for no file");
    }

    [Fact]
    public async Task Run_NoFileCanBeRead_FailsAndLeavesTheEarlierOutput()
    {
        _folder.Write("in/a.txt", "text");
        await Job.RunAsync(_folder, Job.Yaml("{uri: in}", Output));
        var before = _folder.Snapshot("out");
        _folder.Write("in/a.txt", [0]);
        (await Should.ThrowAsync<RunFailedException>(Job.RunAsync(_folder, Job.Yaml("{uri: in}", Output)))).Message
            .ShouldBe("the file cannot be read: a.txt: a zero byte at offset 0: the file is binary");
        ShouldBeTheSame(_folder.Snapshot("out"), before);
        Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName).ShouldBe(["in", "out"], ignoreOrder: true);
    }

    [Fact]
    public async Task Run_OnlyFileIsCutOffBeforeItsFirstRecordEnds_Fails()
    {
        _folder.Write("in.txt.gz", TempFolder.Gzip("a document")[..^4]);
        (await Should.ThrowAsync<RunFailedException>(Job.RunAsync(_folder, Job.Yaml("{uri: in.txt.gz}", Output)))).Message
            .ShouldBe("the file cannot be read: in.txt.gz: the gzip data is corrupt or cut off after 10 bytes of content");
    }

    [Fact]
    public async Task Run_Fails_LeavesNoFolderItMade()
    {
        _folder.Write("a.txt", [0]);
        await Should.ThrowAsync<RunFailedException>(Job.RunAsync(_folder, Job.Yaml("{uri: a.txt}", "{uri: deep/er/out, format: csv}")));
        Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName).ShouldBe(["a.txt"]);
    }

    [Fact]
    public async Task Run_Cancelled_LeavesTheEarlierOutputAndTheNextRunGoesOn()
    {
        WriteNumbers("in.txt", 1000);
        var yaml = Job.Yaml("{uri: in.txt}", Output, "records: {unit: line}");
        _folder.Write("out/report.json", "{\"kind\":\"DatasetReport\",\"outputs\":[{\"name\":\"part-00000.jsonl\",\"records\":1,\"bytes\":4}]}");
        _folder.Write("out/part-00000.jsonl", "old\n");
        var before = _folder.Snapshot("out");
        var plan = await DatasetPlan.MakeAsync(Job.Parse(yaml, _folder.Path), RunPlaces.Local, TestContext.Current.CancellationToken);
        var progress = new RunProgress();
        using var stop = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(DatasetRun.RunAsync(plan, new RunOptions(), progress, new CancellingClock(stop), stop.Token));
        progress.RecordsWritten.ShouldBe(1000);
        ShouldBeTheSame(_folder.Snapshot("out"), before);
        Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName).ShouldBe([".out.text2llm", "in.txt", "out"], ignoreOrder: true);

        (await Job.RunAsync(_folder, yaml)).Records.Written.ShouldBe(1000);
        Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName).ShouldBe(["in.txt", "out"], ignoreOrder: true);
    }

    [Fact]
    public async Task Run_AfterOneThatWasKilled_CleansWhatItLeft()
    {
        _folder.Write("in.txt", "text");
        _folder.Write(".out.text2llm/lock", "");
        _folder.Write(".out.text2llm/data/part-00000.jsonl", "half");
        await Job.RunAsync(_folder, Job.Yaml("{uri: in.txt}", Output));
        Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName).ShouldBe(["in.txt", "out"], ignoreOrder: true);
        Job.Field(_folder["out/part-00000.jsonl"], "text").ShouldBe(["text"]);
    }

    [Fact]
    public async Task Run_AfterOneThatWasKilledBetweenItsMoves_BringsTheEarlierOutputBack()
    {
        _folder.Write("in.txt", [0]);
        _folder.Write(".out.text2llm/previous/part-00000.jsonl", "old\n");
        _folder.Write(".out.text2llm/previous/report.json", """{"kind":"DatasetReport","outputs":[{"name":"part-00000.jsonl"}]}""");
        await Should.ThrowAsync<RunFailedException>(Job.RunAsync(_folder, Job.Yaml("{uri: in.txt}", Output)));
        (await File.ReadAllTextAsync(_folder["out/part-00000.jsonl"], TestContext.Current.CancellationToken)).ShouldBe("old\n");
    }

    [Fact]
    public async Task Run_WhileAnotherWritesTheSame_Fails()
    {
        _folder.Write("in.txt", "text");
        Directory.CreateDirectory(_folder[".out.text2llm"]);
        await using var held = new FileStream(_folder[".out.text2llm/lock"], FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        (await Should.ThrowAsync<RunFailedException>(Job.RunAsync(_folder, Job.Yaml("{uri: in.txt}", Output)))).Message
            .ShouldBe($"another run is writing {_folder["out"]}");
    }

    [Fact]
    public async Task Plan_FolderWithForeignFiles_IsRefusedAndUntouched()
    {
        _folder.Write("in.txt", "text");
        _folder.Write("out/thesis.docx", "years of work");
        Job.Mistakes(Job.Yaml("{uri: in.txt}", Output), _folder.Path).ShouldHaveSingleItem().ToString()
            .ShouldBe($"6:17: spec.output.uri: '{_folder["out"]}' holds files that no earlier run wrote, such as thesis.docx; name a new or empty folder");

        File.Delete(_folder["out/thesis.docx"]);
        await Job.RunAsync(_folder, Job.Yaml("{uri: in.txt}", Output));
        _folder.Write("out/notes.txt", "mine");
        Job.Mistakes(Job.Yaml("{uri: in.txt}", Output), _folder.Path).ShouldHaveSingleItem().Message
            .ShouldBe($"'{_folder["out"]}' holds notes.txt, which no earlier run wrote; move it away or name another folder");
    }


    [Fact]
    public void Plan_NothingThere_NamesEveryPath()
    {
        _folder.Write("out", "a file");
        Job.Mistakes(Job.Yaml("{uris: [none.txt, 'no/*.txt']}", Output), _folder.Path).Select(mistake => mistake.ToString()).ShouldBe(
        [
            $"5:19: spec.source.uris[0]: 'none.txt' stands for no file (looked for {_folder["none.txt"]})",
            $"5:29: spec.source.uris[1]: 'no/*.txt' stands for no file (looked for {_folder["no/*.txt"]})",
            $"6:17: spec.output.uri: '{_folder["out"]}' is a file; name a folder",
        ]);
    }

    private void WriteNumbers(string name, int count) =>
        _folder.Write(name, string.Concat(Enumerable.Range(0, count).Select(number => $"the number {number} of the numbers\n")));

    private static void ShouldBeTheSame(IReadOnlyDictionary<string, byte[]> after, IReadOnlyDictionary<string, byte[]> before)
    {
        after.Keys.ShouldBe(before.Keys, ignoreOrder: true);
        foreach (var (name, content) in before)
        {
            after[name].ShouldBe(content, name);
        }
    }
}
