using System.Text.Json.Nodes;
using NJsonSchema;
using NJsonSchema.Validation;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Jobs.Reading;
using Text2Llm.Pipeline.Jobs.Schema;
using YamlDotNet.Serialization;

namespace Text2Llm.Pipeline.Tests.Jobs;

public sealed class JobSchemaTests
{
    private static readonly JsonObject Schema = JobSchema.Create(JobDocumentationFile.Read());

    // Values of every type, right for some fields and wrong for others.
    private static readonly string[] Candidates =
    [
        "true", "5", "-1", "1.5", "12345678901", "1e300", "\"text\"", "\"5\"", "\"256Mi\"", "\"500m\"", "\"0.5\"", "\"1.0\"", "\"1.01\"",
        "\"00.5\"", "\".5\"", "\"-0.5\"", "\"999.25\"", "\"1000\"", "\"1000.5\"", "\"1e-1\"",
        "\"true\"", "\"\"", "\"UPPER case\"",
        "[]", "[1]", "[\"a\"]", "[[]]", "[null]", "{}", "{\"unknown\":1}", "{\"a\":\"b\"}", "{\"a\":1}", "{\"a\":null}", "null",
    ];

    [Fact]
    public async Task Schema_EveryFieldWithValuesOfEveryType_RefusesWhatTheBinderRefuses()
    {
        var validator = await JsonSchema.FromJsonAsync(Schema.ToJsonString(), TestContext.Current.CancellationToken);
        var (checks, accepted) = (0, 0);
        foreach (var path in Paths(Schema, []))
        {
            foreach (var candidate in Candidates.Concat(Values(path)))
            {
                var job = With(path, JsonNode.Parse(candidate));
                var mistakes = new MistakeList();
                new RecordBinder(mistakes).Bind(YamlComposer.Compose(job, mistakes)!, typeof(DatasetJob), "");
                var errors = validator.Validate(job).Where(IsOfTheBinder).ToList();
                (errors.Count == 0).ShouldBe(
                    mistakes.Found.Count == 0,
                    $"{string.Join('.', path)}: {candidate}\n{string.Join('\n', mistakes.Found)}\n{string.Join('\n', errors)}");
                checks++;
                accepted += errors.Count == 0 ? 1 : 0;
            }
        }

        checks.ShouldBeGreaterThan(2000);
        accepted.ShouldBeGreaterThan(300);
    }

    [Theory]
    [InlineData("""{"metadata":{"name":"a"}}""")]
    [InlineData("""{"apiVersion":"text2llm.io/v1alpha1","kind":"DatasetJob","metadata":{},"spec":{}}""")]
    [InlineData("[]")]
    public async Task Schema_WithoutWhatIsRequired_RefusesLikeTheBinder(string job)
    {
        var validator = await JsonSchema.FromJsonAsync(Schema.ToJsonString(), TestContext.Current.CancellationToken);
        validator.Validate(job).ShouldNotBeEmpty();
        Should.Throw<JobMistakesException>(() => Job.Parse(job));
    }

    [Theory]
    [InlineData("filters: null", true)]
    [InlineData("filters: [null]", false)]
    [InlineData("clean: null", true)]
    [InlineData("clean: {mojibake: null}", true)]
    [InlineData("dedup: {fuzzy: {verify: null}}", true)]
    [InlineData("source: {uri: a, uris: null}", true)]
    [InlineData("source: {uri: null, uris: [a]}", true)]
    [InlineData("source: {uri: null}", false)]
    [InlineData("source: null", false)]
    [InlineData("filters: [{c4: {}, words: null}]", true)]
    [InlineData("filters: [{c4: null}]", false)]
    [InlineData("filters: [{c4: {}, words: {deny: [x]}}]", false)]
    [InlineData("filters: [{}]", false)]
    [InlineData("output: {uri: out, format: null}", false)]
    [InlineData("output: {uri: out, format: csv, compression: null}", true)]
    public async Task Schema_Null_IsAFieldLeftOutAsTheBinderHasIt(string part, bool right)
    {
        string[] lines =
        [
            part, .. part.StartsWith("source", StringComparison.Ordinal) ? [] : (string[])["source: {uri: a}"],
            .. part.StartsWith("output", StringComparison.Ordinal) ? [] : (string[])["output: {uri: out, format: csv}"],
        ];
        var yaml = $"apiVersion: text2llm.io/v1alpha1\nkind: DatasetJob\nmetadata: {{name: a}}\nspec:\n  {string.Join("\n  ", lines)}\n";
        var json = new SerializerBuilder().JsonCompatible().Build().Serialize(
            new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(yaml)!);
        var validator = await JsonSchema.FromJsonAsync(Schema.ToJsonString(), TestContext.Current.CancellationToken);
        (validator.Validate(json).Count == 0).ShouldBe(right, json);
        Parses(yaml).ShouldBe(right);
    }

    private static bool Parses(string yaml)
    {
        try
        {
            Job.Parse(yaml);
            return true;
        }
        catch (JobMistakesException)
        {
            return false;
        }
    }

    [Fact]
    public void Schema_EveryField_HasADescription()
    {
        foreach (var path in Paths(Schema, []))
        {
            Find(path)["description"].ShouldNotBeNull(string.Join('.', path));
        }

        $"{Find(["spec", "dedup", "fuzzy", "shingle"])["description"]}".ShouldBe("How many words make a shingle.");
        $"{Find(["spec", "pii", "email"])["description"]}".ShouldContain("\nmask: It is replaced by a fixed placeholder, such as <EMAIL>.");
        $"{Find(["spec", "dedup", "fuzzy", "shingle"])["default"]}".ShouldBe("5");
    }

    // The paths of all fields that a job may set; * stands for an item of a list.
    private static IEnumerable<string[]> Paths(JsonObject schema, string[] path)
    {
        foreach (var (name, field) in schema["properties"]?.AsObject() ?? [])
        {
            if (field!["type"] is null)
            {
                continue; // A cluster writes it.
            }

            string[] inner = [.. path, name];
            yield return inner;
            foreach (var deeper in Paths(field.AsObject(), inner).Concat(field["items"] is JsonObject items ? Paths(items, [.. inner, "*"]) : []))
            {
                yield return deeper;
            }
        }
    }

    // The choices between fields are not the binder's to check but the rules' after it.
    private static bool IsOfTheBinder(ValidationError error) => error switch
    {
        { Kind: ValidationErrorKind.NotOneOf } => false,
        MultiTypeValidationError types => types.Errors.Values.All(errors => errors.Any(IsOfTheBinder)),
        ChildSchemaValidationError { Kind: ValidationErrorKind.ArrayItemNotValid } items => items.Errors.Values.Any(errors => errors.Any(IsOfTheBinder)),
        _ => true,
    };

    private static IEnumerable<string> Values(string[] path) =>
        (Find(path)["enum"] as JsonArray ?? []).Select(value => value?.ToJsonString() ?? "null");

    private static JsonObject Find(IEnumerable<string> path) =>
        path.Aggregate(Schema, (schema, name) => (name == "*" ? schema["items"] : schema["properties"]![name])!.AsObject());

    // The smallest job with a value at a path.
    private static string With(string[] path, JsonNode? value)
    {
        var job = (JsonObject)Smallest(Schema);
        JsonNode at = job;
        for (var i = 0; i < path.Length - 1; i++)
        {
            var key = path[i];
            if (key == "*")
            {
                at = at[0]!;
                continue;
            }

            at[key] ??= Smallest(Find(path[..(i + 1)]));
            if (path[i + 1] == "*")
            {
                at[key] = new JsonArray(Smallest(Find(path[..(i + 2)])));
            }

            at = at[key]!;
        }

        at[path[^1]] = value;
        if (path is ["spec", "source", "uris"])
        {
            at.AsObject().Remove("uri");
        }

        return job.ToJsonString();
    }

    private static JsonNode Smallest(JsonObject schema)
    {
        if (schema["enum"] is JsonArray choices)
        {
            return choices[0]!.DeepClone();
        }

        switch ($"{(schema["type"] is JsonArray types ? types[0] : schema["type"])}")
        {
            case "object":
                var required = (schema["required"] as JsonArray ?? []).Concat(schema["oneOf"]?[0]?["required"] as JsonArray ?? []);
                return new JsonObject(required.Select(name => KeyValuePair.Create($"{name}", (JsonNode?)Smallest(schema["properties"]![$"{name}"]!.AsObject()))));
            case "array":
                return new JsonArray(Smallest(schema["items"]!.AsObject()));
            case "string":
                return JsonValue.Create("a");
            default:
                return JsonValue.Create(1);
        }
    }
}
