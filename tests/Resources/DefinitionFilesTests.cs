using System.Reflection;
using System.Text.Json.Nodes;
using Text2Llm.Kubernetes.Definitions;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Jobs.Schema;
using Text2Llm.Resources.Datasets;
using Text2Llm.Resources.Switches;
using YamlDotNet.Serialization;

namespace Text2Llm.Resources.Tests;

/// <summary>The definitions in the chart are those of the types.</summary>
public sealed class DefinitionFilesTests
{
    private static readonly string Folder = Path.GetFullPath(
        typeof(DefinitionFilesTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Definitions").Value!);

    private static readonly TypeDescriptions Descriptions = TypeDescriptions.Read(typeof(V1Alpha1DatasetJob).Assembly);

    [Theory]
    [InlineData("datasetjobs")]
    [InlineData("providerswitches")]
    public async Task Definition_InTheChart_IsThatOfTheTypes(string plural)
    {
        var path = Path.Combine(Folder, $"{plural}.yaml");
        var text = "# Made of the C# types in operator/Resources; a test says so when they differ.\n"
            + new SerializerBuilder().Build().Serialize(Plain(plural == "datasetjobs" ? DatasetJob() : ProviderSwitch()));
        if (Environment.GetEnvironmentVariable("TEXT2LLM_UPDATE_DOCS") == "1")
        {
            Directory.CreateDirectory(Folder);
            await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
            return;
        }

        (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken))
            .ShouldBe(text, $"set TEXT2LLM_UPDATE_DOCS=1 and run this test to write {path} anew");
    }

    [Fact]
    public void DatasetJobsSpec_HasEveryFieldThatALaptopTakes()
    {
        var spec = JobSchema.Create(Documentation())["properties"]!["spec"]!["properties"]!.AsObject();

        SpecOf(DatasetJob())["properties"]!.AsObject().Select(field => field.Key).ShouldBe(spec.Select(field => field.Key));
    }

    [Fact]
    public void DatasetJobsSpec_Nowhere_HasWhatAResourceMayNotHave()
    {
        foreach (var node in All(SpecOf(DatasetJob())))
        {
            if (node is JsonObject schema && schema.ContainsKey("description") && schema.Parent is JsonObject)
            {
                (schema["type"] is JsonArray or null && !schema.ContainsKey("x-kubernetes-int-or-string") && !schema.ContainsKey("x-kubernetes-preserve-unknown-fields"))
                    .ShouldBeFalse($"{schema.GetPath()} is to have one type");
                $"{schema["type"]}".ShouldNotBe("number", schema.GetPath());
            }
        }
    }

    private static JsonObject DatasetJob() => ResourceDefinition.Create(
        typeof(V1Alpha1DatasetJob), Descriptions, withRules: false,
        StructuralForm.Of(JobSchema.Create(Documentation())["properties"]!["spec"]!.AsObject()));

    private static JsonObject ProviderSwitch() => ResourceDefinition.Create(typeof(V1Alpha1ProviderSwitch), Descriptions, withRules: false);

    private static JobDocumentation Documentation()
    {
        using var xml = File.OpenRead(Path.ChangeExtension(typeof(DatasetJob).Assembly.Location, ".xml"));
        return JobDocumentation.Read(xml);
    }

    private static JsonNode SpecOf(JsonObject definition) =>
        definition["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!["properties"]!["spec"]!;

    private static IEnumerable<JsonNode> All(JsonNode node) => node switch
    {
        JsonObject fields => fields.Select(field => field.Value).OfType<JsonNode>().SelectMany(All).Prepend(node),
        JsonArray items => items.OfType<JsonNode>().SelectMany(All),
        _ => [],
    };

    private static object? Plain(JsonNode? node) => node switch
    {
        null => null,
        JsonObject fields => fields.ToDictionary(field => field.Key, field => Plain(field.Value)),
        JsonArray items => items.Select(Plain).ToList(),
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        JsonValue value when value.TryGetValue<long>(out var number) => number,
        JsonValue value when value.TryGetValue<int>(out var number) => number,
        JsonValue value when value.TryGetValue<double>(out var number) => (long)number,
        var value => new Text($"{value}"),
    };

    /// <summary>A text, which YAML is not to take for a number or a flag.</summary>
    private sealed record Text(string Value) : YamlDotNet.Serialization.IYamlConvertible
    {
        public void Read(YamlDotNet.Core.IParser parser, Type expectedType, ObjectDeserializer nestedObjectDeserializer) => throw new NotSupportedException();

        public void Write(YamlDotNet.Core.IEmitter emitter, ObjectSerializer nestedObjectSerializer) => emitter.Emit(new YamlDotNet.Core.Events.Scalar(
            null, null, Value, IsPlain(Value) ? YamlDotNet.Core.ScalarStyle.Plain : YamlDotNet.Core.ScalarStyle.DoubleQuoted, IsPlain(Value), !IsPlain(Value)));

        private static bool IsPlain(string text) =>
            text.Length > 0 && char.IsAsciiLetter(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '/')
            && text.ToUpperInvariant() is not ("TRUE" or "FALSE" or "YES" or "NO" or "ON" or "OFF" or "NULL" or "Y" or "N");
    }
}
