using System.Text;
using Text2Llm.Worker.Tests;

namespace Text2Llm.Storage.Tests.Jobs;

/// <summary>A bucket, and a folder of this machine with the same files, for jobs that are to give the same in both.</summary>
internal sealed class JobFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("text2llm-").FullName;

    private JobFolder(S3Server server, string bucket)
    {
        Bucket = bucket;
        Store = S3Server.StoreOf(server.Client, bucket);
        Environment = new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL_S3"] = server.Options.Endpoint!.ToString(),
            ["AWS_ACCESS_KEY_ID"] = server.Options.AccessKey!,
            ["AWS_SECRET_ACCESS_KEY"] = server.Options.SecretKey!,
            ["XDG_DATA_HOME"] = this["state"],
        };
    }

    public string Bucket { get; }

    public S3.S3FileStore Store { get; }

    public Dictionary<string, string> Environment { get; }

    public string this[string name] => Path.Combine(_path, name);

    public static async Task<JobFolder> CreateAsync(S3Server server) => new(server, await server.NewBucketAsync());

    /// <summary>Writes a file into the folder and the bucket.</summary>
    public async Task WriteAsync(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        await File.WriteAllTextAsync(this[name], text, TestContext.Current.CancellationToken);
        await Store.WriteAsync(name, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Writes sources: some records, of which some are alike, and near duplicates.</summary>
    public async Task WriteSourcesAsync(int files = 3, int records = 300)
    {
        for (var file = 0; file < files; file++)
        {
            var lines = Enumerable.Range(0, records).Select(number => Line((file % 2 * records) + (number * 7919 % (records - 50)), number % 9 == 0 ? " end" : ""));
            await WriteAsync($"in/deep {file}/{file}.jsonl", string.Concat(lines));
        }
    }

    /// <summary>Writes a job file; where it says ROOT, it means the folder or the bucket.</summary>
    public string Job(string name, string root, string source, string output, string rest = "")
    {
        File.WriteAllText(this[name], $$"""
            apiVersion: text2llm.io/v1alpha1
            kind: DatasetJob
            metadata: {name: test}
            spec:
              source: {{source}}
              output: {{output}}
              {{rest}}
            """.Replace("ROOT", root, StringComparison.Ordinal));
        return this[name];
    }

    public Task<ProcessResult> RunAsync(params string[] arguments) => Text2LlmProcess.RunProgramAsync(Text2LlmProcess.Path, arguments, Environment);

    public async Task ShouldRunAsync(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        result.ExitCode.ShouldBe(0, result.Error);
    }

    /// <summary>A dataset in the bucket is what stands in a folder; the report, which has the time and the place, is only to be there.</summary>
    public async Task ShouldHoldAsync(string prefix, string folder)
    {
        var names = Directory.EnumerateFiles(this[folder], "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(this[folder], file)).Order(StringComparer.Ordinal).ToList();
        (await Store.ListAsync(prefix)).Select(file => file.Name[prefix.Length..]).ShouldBe(names);
        foreach (var name in names.Where(name => !name.StartsWith("report", StringComparison.Ordinal) && name != "SHA256SUMS"))
        {
            var expected = await File.ReadAllBytesAsync(Path.Combine(this[folder], name), TestContext.Current.CancellationToken);
            (await Store.ReadAsync(prefix + name)).AsSpan().SequenceEqual(expected).ShouldBeTrue(name);
        }
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);

    // The same number gives the same words; of letters, for all digits are alike to the search for near duplicates.
    private static string Line(int number, string end)
    {
        var random = new Random(number);
        var words = Enumerable.Range(0, 24).Select(_ => string.Concat(Enumerable.Range(0, 6).Select(_ => (char)('a' + random.Next(26)))));
        return $"{{\"text\":\"record {number}: {string.Join(' ', words)}{end}\"}}\n";
    }
}
