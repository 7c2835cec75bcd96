using Text2Llm.Pipeline.Reports;
using YamlDotNet.Serialization;

namespace Text2Llm.Pipeline.Tests.Reports;

public sealed class DatasetCardTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Card_OfASplitDataset_NamesFilesFeaturesAndCountsOfEach()
    {
        _folder.Write("in.jsonl", string.Concat(Enumerable.Range(0, 60).Select(number => $$"""{"text":"The quick brown fox jumps over the lazy dog for the {{number}} th time."}""" + "\n")));
        var report = await Job.RunAsync(_folder, Job.Yaml(
            "{uri: in.jsonl}", "{uri: out, format: parquet}", "filters: [language: {allow: [en], minConfidence: 0.1}]\n  split: {train: 0.5, validation: 0.5}"));
        var header = Header();
        header["pretty_name"].ShouldBe("test");
        ((List<object>)header["language"]).ShouldBe(["en"]);
        ((List<object>)header["size_categories"]).ShouldBe(["n<1K"]);
        var config = (Dictionary<object, object>)((List<object>)header["configs"]).Single();
        var files = ((List<object>)config["data_files"]).Cast<Dictionary<object, object>>().ToList();
        files.Select(file => file["split"]).ShouldBe(["train", "validation"]);
        files.SelectMany(file => (List<object>)file["path"]).ShouldBe(report.Outputs.Select(output => output.Name));
        files.SelectMany(file => (List<object>)file["path"]).ShouldAllBe(name => File.Exists(_folder[$"out/{name}"]));

        var info = (Dictionary<object, object>)header["dataset_info"];
        var features = ((List<object>)info["features"]).Cast<Dictionary<object, object>>();
        features.Select(feature => $"{feature["name"]} {feature["dtype"]}").ShouldBe(["text string", "id string", "source string", "row int64"]);
        var splits = ((List<object>)info["splits"]).Cast<Dictionary<object, object>>();
        splits.Sum(split => int.Parse($"{split["num_examples"]}", null)).ShouldBe((int)report.Records.Written);
        info["download_size"].ShouldBe($"{report.Outputs.Sum(output => output.Bytes)}");
    }

    [Theory]
    [InlineData("parquet", true)]
    [InlineData("jsonl", false)]
    public async Task Card_OfConversations_TellsTheirFeaturesWhereTheFilesHaveThem(string format, bool told)
    {
        _folder.Write("in.jsonl", """{"messages":[{"role":"user","content":"Hi?"},{"role":"assistant","content":"Hello."}]}""");
        await Job.RunAsync(_folder, Job.Yaml("{uri: in.jsonl}", $"{{uri: out, format: {format}}}"));
        var info = (Dictionary<object, object>)Header()["dataset_info"];
        info.ContainsKey("features").ShouldBe(told);
        if (told)
        {
            var messages = (Dictionary<object, object>)((List<object>)info["features"])[0];
            messages["name"].ShouldBe("messages");
            ((List<object>)messages["list"]).Cast<Dictionary<object, object>>().Select(member => member["name"]).ShouldBe(["role", "content", "extra"]);
        }
    }

    [Fact]
    public async Task Card_AnyRun_TellsWhatWasDroppedAndNoPlaceOfThisMachine()
    {
        _folder.Write("in.jsonl", "{\"text\":\"one\"}\n{\"text\":\"one\"}\nbroken\n");
        await Job.RunAsync(_folder, Job.Yaml("{uri: in.jsonl}", "{uri: out, format: csv}", "pii: {email: mask}"));
        var card = await File.ReadAllTextAsync(_folder["out/README.md"], TestContext.Current.CancellationToken);
        card.ShouldContain("1 records of kind text, made by text2llm of 3 records in 1 file.");
        card.ShouldContain("| duplicate | 1 |\n");
        card.ShouldContain("| malformed-json | 1 |\n");
        card.ShouldContain("Personal data: email mask. None was found.");
        card.ShouldContain("\ndedup.exact: true\n");
        card.ShouldNotContain(_folder.Path);
    }

    [Fact]
    public async Task Run_IntoAFolderWithCardAndPage_ReplacesThem()
    {
        _folder.Write("in.jsonl", "{\"text\":\"one\"}\n");
        var yaml = Job.Yaml("{uri: in.jsonl}", "{uri: out, format: csv}");
        await Job.RunAsync(_folder, yaml);
        await Job.RunAsync(_folder, yaml);
        ReportFiles.NamesOfEarlierRun(_folder["out"]).ShouldNotBeNull().ShouldContain("README.md");
    }

    private Dictionary<object, object> Header()
    {
        var text = File.ReadAllText(_folder["out/README.md"]);
        text.ShouldStartWith("---\n");
        var yaml = text[4..text.IndexOf("\n---\n", StringComparison.Ordinal)];
        return (Dictionary<object, object>)new DeserializerBuilder().Build().Deserialize(yaml)!;
    }
}
