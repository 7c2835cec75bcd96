using CsCheck;
using Text2Llm.Pipeline.Jobs;

namespace Text2Llm.Pipeline.Tests.Jobs;

public sealed class JobMistakesTests
{
    [Fact]
    public void Parse_ManyMistakes_NamesEachWithItsPlaceAndWhatWouldBeRight()
    {
        const string Yaml = """
            apiVersion: text2llm.io/v2
            kind: DatasetJob
            metadata:
              name: My Books
              label: {a: b}
            spec:
              source:
                uri: texts
                uris: [more, "s3://bucket/x"]
                format: jsnl
              records:
                kind: messages
              clean:
                unicode: [nfc]
              dedup:
                exact: yes
                fuzzy: {}
              filters: []
              output:
                format: xml
                maxFileSize: 12 MB
              parallelism: 0
              backoffLimit: "3"
              owner: 42
            """;
        Job.Mistakes(Yaml).Select(mistake => mistake.ToString()).ShouldBe(
        [
            "1:13: apiVersion: 'text2llm.io/v2' will not do; use text2llm.io/v1alpha1",
            "4:9: metadata.name: 'My Books' will not do; use 1 to 63 lower-case letters, digits and '-', beginning and ending with a letter or digit",
            "5:3: metadata.label: unknown field; did you mean 'labels'?",
            "10:13: spec.source.format: 'jsnl' is not a format; use one of auto, text, jsonl, json, csv, tsv, parquet, "
                + "arrow, markdown, html, docx, pdf (did you mean jsonl?)",
            "14:14: spec.clean.unicode: is a list; use one of nfc, none",
            "16:12: spec.dedup.exact: 'yes' will not do; use true or false, without quotes",
            "20:5: spec.output.uri: is missing; name the folder to write",
            "20:13: spec.output.format: 'xml' is not a format; use one of jsonl, parquet, csv",
            "21:18: spec.output.maxFileSize: '12 MB' will not do; use a size such as 256Mi, 1Gi or 500M",
            "22:16: spec.parallelism: '0' will not do; use 1 to 10000",
            "23:17: spec.backoffLimit: \"3\" will not do; use a whole number, without quotes",
            "24:10: spec.owner: YAML reads 42 as a number or a boolean; put it in quotes: \"42\"",
        ]);
    }

    [Theory]
    [InlineData("{uri: a, uris: [b]}", "spec.source.uris: stands beside uri; give exactly one of the two")]
    [InlineData("{format: text}", "spec.source: says nothing of what to read; give uri (a file, folder or glob) or uris (a list of them)")]
    [InlineData("{uris: []}", "spec.source.uris: this will not do; name at least one file, folder or glob")]
    [InlineData("{uris: [a, ~]}", "spec.source.uris[1]: is empty")]
    [InlineData("{uri: 's3://b/x'}", "spec.source.uri: 's3://b/x' cannot be looked for: this program reads and writes local files only: use a path or file:///…")]
    [InlineData("{uri: 's3://'}", "spec.source.uri: 's3://' names no bucket; use s3://bucket/key")]
    [InlineData("{uri: 'https://user:pass@host/x'}", "spec.source.uri: is no URL; use https://host/path, without a user's name")]
    [InlineData("{uri: 'ftp://user:pass@host/x'}", "spec.source.uri: a URI of ftp names no place that is known; use a path, file:///path, s3://bucket/key or https://…")]
    [InlineData("{uri: 'file://host/x'}", "spec.source.uri: 'file://host/x' names another machine; use file:///path")]
    [InlineData("{uri: *.txt}", ": YAML takes a * at a value's beginning for an alias; put it in quotes: \"*.txt\"")]
    [InlineData("{uris: [**/*.md, a]}", ": YAML takes a * at a value's beginning for an alias; put it in quotes: \"**/*.md\"")]
    [InlineData("{upload: u1}", "spec.source.upload: not supported by this version; the fields here are uri, uris, format, compression, encoding")]
    public void Parse_Source_NamesTheMistake(string source, string mistake) =>
        Job.Mistakes(Job.Yaml(source, "{uri: out, format: csv}")).Select(Told).ShouldBe([mistake]);

    [Theory]
    [InlineData("{uri: out, format: csv, maxFileSize: 1Ki}", "spec.output.maxFileSize: '1Ki' will not do; use 4Ki to 64Gi")]
    [InlineData("{uri: 'out/*', format: csv}", "spec.output.uri: 'out/*' will not do; name one folder, without * or ?")]
    [InlineData("{uri: out}", "spec.output.format: is missing; use one of jsonl, parquet, csv")]
    [InlineData("{uri: '', format: csv}", "spec.output.uri: '' will not do; name the folder to write")]
    public void Parse_Output_NamesTheMistake(string output, string mistake) =>
        Job.Mistakes(Job.Yaml("{uri: texts}", output)).Select(Told).ShouldBe([mistake]);

    [Theory]
    [InlineData("{uri: a, format: jsonl}", "records: {unit: line}", "spec.records.unit: divides text files, but spec.source.format is jsonl, where each line is a record; leave it out")]
    [InlineData("{uri: a, format: text}", "records: {fields: {text: body}}", "spec.records.fields: names fields of JSON objects, but spec.source.format is text; leave it out")]
    [InlineData("{uri: a}", "resources: {limits: {cpu: lots}}", "spec.resources.limits.cpu: 'lots' will not do; use a quantity such as 2 or 500m")]
    [InlineData("{uri: a}", "ttlSecondsAfterFinished: -1", "spec.ttlSecondsAfterFinished: '-1' will not do; use 0 or more")]
    public void Parse_FieldsTogether_NamesTheMistake(string source, string rest, string mistake) =>
        Job.Mistakes(Job.Yaml(source, "{uri: out, format: csv}", rest)).Select(Told).ShouldBe([mistake]);

    [Theory]
    [InlineData("", "1:1: the file is empty; it should hold a DatasetJob")]
    [InlineData("a: 1\na: 2\n---\nb: 1\n", "2:1: 'a' is given twice; line 1 has it already")]
    [InlineData("a: 1\n---\nb: 1\n", "2:1: a second document begins here; a job file holds one DatasetJob")]
    [InlineData("a: &x [1]\nb: *x\n", "1:4: anchors are not taken; leave &x out")]
    [InlineData("a: &x [1]\nb: *x\n", "2:4: aliases are not taken; write the value out")]
    [InlineData("a: !!binary x\n", "1:4: tags are not taken; leave tag:yaml.org,2002:binary out")]
    [InlineData("just text", "1:1: is 'just text'; write its fields, of which there are apiVersion, kind, metadata, spec")]
    [InlineData("a: b: c", "1:5: not valid YAML: ")]
    [InlineData("a: [b, c\nd: 1", "1:6: not valid YAML; most often a bracket, a brace or a quote that was opened is not closed")]
    [InlineData("---\n---\n# nothing\n", "1:1: the file is empty; it should hold a DatasetJob")]
    [InlineData("a:\n\tb: 1\n", "2:1: not valid YAML: ")]
    public void Parse_NoJob_SaysWhatIsThere(string yaml, string mistake) =>
        Job.Mistakes(yaml).Select(found => found.ToString()).ShouldContain(found => found.StartsWith(mistake, StringComparison.Ordinal));

    [Fact]
    public void Parse_EmptyName_IsAMistake() =>
        Job.Mistakes(Job.Yaml("{uri: a}", "{uri: out, format: csv}").Replace("name: test", "name: ''", StringComparison.Ordinal))
            .ShouldHaveSingleItem().Path.ShouldBe("metadata.name");

    [Fact]
    public void Parse_TooLarge_SaysTheLimit() =>
        Job.Mistakes(new string('#', JobFile.MaxBytes + 1)).ShouldHaveSingleItem().Message.ShouldContain("1Mi");

    [Fact]
    public void Parse_DeepNesting_IsAMistakeAndNoCrash() =>
        Job.Mistakes(new string('[', 500_000)).ShouldHaveSingleItem().Message.ShouldContain("nested more than 32 deep");

    [Fact]
    public void Parse_NotUtf8_IsAMistake() =>
        Should.Throw<JobMistakesException>(() => JobFile.Parse([0x61, 0xff], "/")).Mistakes.ShouldHaveSingleItem().Message.ShouldBe("the file is not UTF-8");

    [Fact]
    public void Parse_AnyText_EndsWithAJobOrMistakes()
    {
        var pieces = Gen.OneOf(
            "a", ":", ": ", "\n", "  ", "- ", "[", "]", "{", "}", ",", "'", "\"", "&a ", "*a", "!t ", "|", ">", "---", "...", "#", "?", "%", "\t",
            "spec", "metadata", "kind", "~", "\0", "\u0085", "é", "<<", "1");
        pieces.List[0, 25].Select(string.Concat).Sample(
            yaml => Should.Throw<JobMistakesException>(() => Job.Parse(yaml)).Mistakes.ShouldNotBeEmpty(), iter: 20_000);
    }

    [Fact]
    public void Parse_AsAClusterGivesIt_TakesWhatTheClusterWroteWithoutEffect() =>
        Job.Parse(
            """
            ---
            apiVersion: text2llm.io/v1alpha1
            kind: DatasetJob
            metadata:
              creationTimestamp: "2026-01-01T00:00:00Z"
              finalizers: [text2llm.io/pods]
              generateName: books-
              generation: 2
              managedFields:
              - apiVersion: text2llm.io/v1alpha1
                fieldsV1: {"f:spec": {".": {}, "f:source": {}}}
              name: books
              namespace: default
              resourceVersion: "12"
              uid: 3c6ad5d2-9c83-4f4a-8d2e-000000000000
            spec:
              source: {uri: a}
              output: {uri: out, format: csv}
            status:
              phase: Done
              conditions: [{type: Ready, status: "True"}]
            ---
            """).Job.Metadata.Name.ShouldBe("books");

    [Fact]
    public void Parse_EveryField_BindsIt()
    {
        var spec = Job.Parse(
            """
            apiVersion: "text2llm.io/v1alpha1"
            kind: DatasetJob
            metadata: {name: books, namespace: team, labels: {a: b}, annotations: {note: "yes"}}
            spec:
              owner: u1
              source: {uri: "a/**/*.txt", format: text, compression: gzip, encoding: utf-8}
              records: {kind: text, unit: paragraph}
              clean: {unicode: none, whitespace: none}
              dedup: {exact: false}
              output: {uri: out, format: parquet, compression: gzip, maxFileSize: 1Gi}
              parallelism: 4
              backoffLimit: 2
              activeDeadlineSeconds: 86400
              ttlSecondsAfterFinished: 0
              suspend: false
              runtimeClassName: gvisor
              resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {cpu: 2, memory: 2Gi, ephemeral-storage: 10Gi}}
            """).Job.Spec;
        spec.Source.ShouldBe(new SourceSpec
        {
            Uri = "a/**/*.txt",
            Format = SourceFormat.Text,
            Compression = SourceCompression.Gzip,
            Encoding = SourceEncoding.Utf8,
        });
        spec.Records.ShouldBe(new RecordsSpec { Kind = RecordKind.Text, Unit = TextUnit.Paragraph });
        spec.Clean.ShouldBe(new CleanSpec { Unicode = UnicodeForm.None, Whitespace = WhitespaceRule.None });
        spec.Dedup.Exact.ShouldBeFalse();
        spec.Output.ShouldBe(new OutputSpec
        {
            Uri = "out",
            Format = OutputFormat.Parquet,
            Compression = OutputCompression.Gzip,
            MaxFileSize = new ByteSize(1L << 30),
        });
        spec.Resources!.Limits!.EphemeralStorage!.Value.Text.ShouldBe("10Gi");
        (spec.Parallelism, spec.BackoffLimit, spec.ActiveDeadlineSeconds, spec.TtlSecondsAfterFinished, spec.Suspend, spec.Owner)
            .ShouldBe((4, 2, 86400L, 0, false, "u1"));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("4096", 4096)]
    [InlineData("1k", 1_000)]
    [InlineData("256Mi", 256L * 1024 * 1024)]
    public void ByteSize_Text_ParsesAndComesBack(string text, long bytes)
    {
        var size = ByteSize.Parse(text, null);
        size.Bytes.ShouldBe(bytes);
        ByteSize.Parse(size.ToString(), null).ShouldBe(size);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Mi")]
    [InlineData("-1")]
    [InlineData("1.5Gi")]
    [InlineData("99999999999Ti")]
    public void ByteSize_NoSize_IsRefused(string text) => ByteSize.TryParse(text, null, out _).ShouldBeFalse();

    private static string Told(JobMistake mistake) => $"{mistake.Path}: {mistake.Message}";
}
