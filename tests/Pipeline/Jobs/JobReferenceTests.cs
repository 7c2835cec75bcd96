using System.Reflection;
using System.Text.Json.Nodes;
using NJsonSchema;
using Text2Llm.Pipeline.Jobs.Schema;
using YamlDotNet.Serialization;

namespace Text2Llm.Pipeline.Tests.Jobs;

public sealed class JobReferenceTests
{
    private static readonly JsonObject Schema = JobSchema.Create(JobDocumentationFile.Read());

    [Fact]
    public async Task Documentation_OfEveryField_IsThatOfTheTypes()
    {
        var path = Path.Combine(Folder("Docs"), "datasets.md");
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var start = text.IndexOf('\n', text.IndexOf("<!-- fields", StringComparison.Ordinal)) + 1;
        var end = text.IndexOf("<!-- end of fields", StringComparison.Ordinal);
        var reference = JobReference.Of(Schema);
        if (Environment.GetEnvironmentVariable("TEXT2LLM_UPDATE_DOCS") == "1")
        {
            text = text[..start] + reference + text[end..];
            await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
            return;
        }

        text[start..end].ShouldBe(reference, "set TEXT2LLM_UPDATE_DOCS=1 and run this test to write docs/datasets.md anew");
    }

    [Fact]
    public async Task Examples_AndTheDocumentationsJob_AreTakenByBinderAndSchema()
    {
        var validator = await JsonSchema.FromJsonAsync(Schema.ToJsonString(), TestContext.Current.CancellationToken);
        var documentation = await File.ReadAllTextAsync(Path.Combine(Folder("Docs"), "datasets.md"), TestContext.Current.CancellationToken);
        var shown = documentation.Split("```yaml\n")[1].Split("```")[0];
        var examples = Directory.EnumerateFiles(Folder("Examples"), "*.yaml").Select(File.ReadAllText).Append(shown).ToList();
        examples.Count.ShouldBeGreaterThan(4);
        foreach (var yaml in examples)
        {
            Job.Parse(yaml).Job.Metadata.Name.ShouldNotBeEmpty();
            var parsed = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(yaml)!;
            validator.Validate(new SerializerBuilder().JsonCompatible().Build().Serialize(parsed)).ShouldBeEmpty(yaml);
        }
    }

    private static string Folder(string name) => typeof(JobReferenceTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == name).Value!;
}
