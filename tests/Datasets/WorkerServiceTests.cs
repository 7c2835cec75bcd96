using System.Globalization;
using Grpc.Core;
using Grpc.Net.Client;
using Text2Llm.Protos.V1;
using Text2Llm.Resources.Datasets;

namespace Text2Llm.Datasets.Tests;

/// <summary>Who is a worker, and what a worker is given.</summary>
public sealed class WorkerServiceTests(Environs environs)
{
    private static int _jobs;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Assignment_OfAPod_IsWhatItsLabelsSay()
    {
        var (name, uid) = await NewJobAsync();
        using var channel = Channel();
        var answer = await new WorkerService.WorkerServiceClient(channel)
            .GetAssignmentAsync(new(), Showing(await environs.NewPodAsync($"{name}-pod", name, uid, "scan", 7)), cancellationToken: Cancel);
        (answer.Stage, answer.Number).ShouldBe((JobStage.Scan, 7));
        answer.Job.ShouldContain($"\"name\":\"{name}\"");
        answer.ReportEvery.ToTimeSpan().ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Call_WithoutAGoodToken_IsUnauthenticated()
    {
        var (name, uid) = await NewJobAsync();
        var good = await environs.NewPodAsync($"{name}-pod", name, uid, "scan", 0);
        var gone = await environs.NewPodAsync($"{name}-gone", name, uid, "scan", 0);
        await environs.Cluster.KubectlAsync("", "--namespace", Environs.Namespace, "delete", "pod", $"{name}-gone", "--grace-period=0", "--force");
        await environs.Cluster.KubectlAsync("", "--namespace", Environs.Namespace, "create", "serviceaccount", $"{name}-other");
        var tokens = new Dictionary<string, Metadata>
        {
            ["none"] = [],
            ["nonsense"] = Showing("nonsense"),
            ["changed"] = Showing(good[..^4] + "AAAA"),
            ["another audience's"] = Showing(await environs.TokenAsync(WorkerNames.AccountOf(name, uid), "text2llm-internal", $"{name}-pod")),
            ["bound to no pod"] = Showing(await environs.TokenAsync(WorkerNames.AccountOf(name, uid), WorkerNames.Audience)),
            ["a deleted pod's"] = Showing(gone),
            ["of an account that is no job's"] = Showing(await environs.TokenAsync($"{name}-other", WorkerNames.Audience)),
        };
        using var channel = Channel();
        var client = new WorkerService.WorkerServiceClient(channel);
        foreach (var (what, headers) in tokens)
        {
            (await Should.ThrowAsync<RpcException>(async () => await client.GetAssignmentAsync(new(), headers, cancellationToken: Cancel)))
                .StatusCode.ShouldBe(StatusCode.Unauthenticated, what);
        }

        await client.GetAssignmentAsync(new(), Showing(good), cancellationToken: Cancel);
        environs.Service.Said.ShouldNotContain(line => line.Contains(good, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(FileArea.Input, "s3://data/other/file.jsonl")]
    [InlineData(FileArea.Input, "s3://data/in/../other/file.jsonl")]
    [InlineData(FileArea.Input, "s3://work/jobs/other/plan.json")]
    [InlineData(FileArea.Work, "../other/plan.json")]
    [InlineData(FileArea.Work, "/plan.json")]
    [InlineData(FileArea.Output, "a/../../file")]
    [InlineData(FileArea.Output, "")]
    public async Task File_OfAnother_IsRefusedAndLogged(FileArea area, string file)
    {
        var (name, uid) = await NewJobAsync();
        using var channel = Channel();
        var client = new WorkerService.WorkerServiceClient(channel);
        var headers = Showing(await environs.NewPodAsync($"{name}-pod", name, uid, "scan", 0));

        (await Should.ThrowAsync<RpcException>(async () => await client.GetReadUrlAsync(new() { Area = area, Name = file }, headers, cancellationToken: Cancel)))
            .StatusCode.ShouldBeOneOf(StatusCode.PermissionDenied, StatusCode.InvalidArgument);
        (await Should.ThrowAsync<RpcException>(async () => await client.GetWriteUrlAsync(new() { Area = area, Name = file }, headers, cancellationToken: Cancel)))
            .StatusCode.ShouldBeOneOf(StatusCode.PermissionDenied, StatusCode.InvalidArgument);

        environs.Service.Said.ShouldContain(line => line.Contains(name, StringComparison.Ordinal) && line.Contains("was refused", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Urls_OfItsOwnFiles_ReadAndWriteThem()
    {
        var (name, uid) = await NewJobAsync();
        await environs.Storage.Client.PutObjectAsync(
            new() { BucketName = Environs.Bucket, Key = "in/one.jsonl", ContentBody = "{\"text\":\"one\"}\n", UseChunkEncoding = false }, Cancel);
        using var channel = Channel();
        using var http = new HttpClient();
        var client = new WorkerService.WorkerServiceClient(channel);
        var headers = Showing(await environs.NewPodAsync($"{name}-pod", name, uid, "scan", 0));

        var listed = await client.ListFilesAsync(new() { Area = FileArea.Input, Prefix = "s3://data/in/" }, headers, cancellationToken: Cancel);
        listed.Files.Select(file => file.Name).ShouldContain("s3://data/in/one.jsonl");
        var read = await client.GetReadUrlAsync(new() { Area = FileArea.Input, Name = "s3://data/in/one.jsonl" }, headers, cancellationToken: Cancel);
        (await http.GetStringAsync(new Uri(read.Url), Cancel)).ShouldBe("{\"text\":\"one\"}\n");

        var write = await client.GetWriteUrlAsync(new() { Area = FileArea.Work, Name = "folder/a file" }, headers, cancellationToken: Cancel);
        using var content = new ByteArrayContent([1, 2, 3]);
        (await http.PutAsync(new Uri(write.Url), content, Cancel)).EnsureSuccessStatusCode();
        (await environs.Storage.ReadAsync(Environs.WorkBucket, $"jobs/{name}-{uid}/folder/a file")).ShouldBe([1, 2, 3]);

        // What reads does not write, and a URL is for one file.
        using var again = new ByteArrayContent([4]);
        (await http.PutAsync(new Uri(read.Url), again, Cancel)).IsSuccessStatusCode.ShouldBeFalse();
        (await http.GetAsync(new Uri(read.Url.Replace("one.jsonl", "two.jsonl", StringComparison.Ordinal)), Cancel)).IsSuccessStatusCode.ShouldBeFalse();
        environs.Service.Said.ShouldNotContain(line => line.Contains("Signature", StringComparison.Ordinal) || line.Contains(environs.Storage.SecretKey, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Progress_OfAPod_IsNotedOnIt()
    {
        var (name, uid) = await NewJobAsync();
        using var channel = Channel();
        await new WorkerService.WorkerServiceClient(channel).ReportProgressAsync(
            new() { BytesRead = 5, RecordsRead = 4, RecordsWritten = 3 }, Showing(await environs.NewPodAsync($"{name}-pod", name, uid, "write", 0)), cancellationToken: Cancel);
        (await environs.Cluster.KubectlAsync(
            "", "--namespace", Environs.Namespace, "get", "pod", $"{name}-pod", "--output=jsonpath={.metadata.annotations.text2llm\\.io/progress}"))
            .ShouldBe("""{"bytesRead":5,"recordsRead":4,"recordsWritten":3}""");
    }

    [Fact]
    public async Task JobFiles_AskedForByOthersThanTheOperator_AreRefused()
    {
        var (name, uid) = await NewJobAsync();
        using var channel = Channel();
        var client = new JobFilesService.JobFilesServiceClient(channel);
        var worker = Showing(await environs.NewPodAsync($"{name}-pod", name, uid, "scan", 0));
        (await Should.ThrowAsync<RpcException>(async () => await client.GetJobProgressAsync(new() { Name = name, Uid = uid }, worker, cancellationToken: Cancel)))
            .StatusCode.ShouldBe(StatusCode.Unauthenticated);
        (await Should.ThrowAsync<RpcException>(async () => await client.RemoveJobFilesAsync(new() { Name = name, Uid = uid }, cancellationToken: Cancel)))
            .StatusCode.ShouldBe(StatusCode.Unauthenticated);
    }

    private static Metadata Showing(string token) => new() { { "authorization", $"Bearer {token}" } };

    private GrpcChannel Channel() => GrpcChannel.ForAddress(environs.Service.Address);

    private async Task<(string Name, string Uid)> NewJobAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"job-{Interlocked.Increment(ref _jobs)}");
        return (name, await environs.NewJobAsync(name, "s3://data/in/", $"s3://data/out-{name}/"));
    }
}
