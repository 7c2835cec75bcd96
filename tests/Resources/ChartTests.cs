using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using YamlDotNet.Serialization;

namespace Text2Llm.Resources.Tests;

/// <summary>What the chart makes of several values, on old and new clusters.</summary>
public sealed class ChartTests
{
    private const string Least = "auth: {issuer: 'https://id.example.com'}\nquota: {replicas: 1}\n";

    private const string Everything =
        """
        image: {registry: registry.example.com/team, pullSecrets: [pull]}
        auth: {issuer: 'https://id.example.com', existingSecret: auth, jwksUrl: 'https://id.example.com/keys'}
        redis: {embedded: {enabled: true}}
        s3: {endpoint: 'https://s3.example.com', publicEndpoint: 'https://files.example.com', region: eu, existingSecret: s3}
        proxy: {autoscaling: {enabled: true}, settings: {'Proxy:MaxRequestBytes': 65536}}
        datasets: {enabled: true, serviceAccountAnnotations: {role: some}}
        jobs: {work: 's3://work/jobs', sourcePrefixes: ['s3://in/'], outputPrefixes: ['s3://out/'], runtimeClass: gvisor, runtimeClasses: [gvisor, kata], nodeSelector: {example.com/pool: datasets}, tolerations: [{key: dedicated, operator: Exists, tolerationSeconds: 60}]}
        metrics: {podMonitor: {enabled: true}, prometheusRule: {enabled: true}}
        switches: [{name: outage, provider: openai, state: Disabled, until: '2030-01-01T00:00:00Z'}]
        ingress: {enabled: true, className: nginx, hosts: [{host: chat.example.com, tlsSecret: chat}]}
        """;

    private static readonly string Repository = Path.GetFullPath(Path.Combine(
        typeof(ChartTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Definitions").Value!, "../../../.."));

    public static TheoryData<string, string> Installations => new()
    {
        { Least, "1.20.2" },
        { Least, "1.33.0" },
        { Everything, "1.20.2" },
        { Everything, "1.33.0" },
    };

    [Theory]
    [MemberData(nameof(Installations))]
    public async Task Pods_Everywhere_AreConfined(string values, string version)
    {
        var manifests = await RenderAsync(values, version);
        var pods = manifests.Where(manifest => Text(manifest, "kind") == "Deployment").ToList();
        pods.Count.ShouldBe(values == Least ? 3 : 5);
        foreach (var deployment in pods)
        {
            var (name, pod) = (Text(deployment, "metadata", "name"), At(deployment, "spec", "template", "spec"));
            Text(pod, "securityContext", "runAsNonRoot").ShouldBe("true", name);
            Text(pod, "securityContext", "seccompProfile", "type").ShouldBe("RuntimeDefault", name);
            Text(pod, "enableServiceLinks").ShouldBe("false", name);
            foreach (var container in ((List<object>)At(pod, "containers")!))
            {
                Text(container, "securityContext", "readOnlyRootFilesystem").ShouldBe("true", name);
                Text(container, "securityContext", "allowPrivilegeEscalation").ShouldBe("false", name);
                ((List<object>)At(container, "securityContext", "capabilities", "drop")!).ShouldBe(["ALL"], name);
                At(container, "resources", "limits", "memory").ShouldNotBeNull(name);
                At(container, "readinessProbe").ShouldNotBeNull(name);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Installations))]
    public async Task Rights_Nowhere_AreAny(string values, string version)
    {
        foreach (var role in (await RenderAsync(values, version)).Where(manifest => Text(manifest, "kind") is "Role" or "ClusterRole"))
        {
            foreach (var rule in (List<object>)At(role, "rules")!)
            {
                var said = JsonSerializer.Serialize(rule);
                said.ShouldNotContain("*");
                said.ShouldNotContain("secrets");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Installations))]
    public async Task Names_Everywhere_AreShortAndOnce(string values, string version)
    {
        var manifests = await RenderAsync(values, version);
        var names = manifests.Select(manifest => $"{Text(manifest, "kind")} {Text(manifest, "metadata", "namespace")}/{Text(manifest, "metadata", "name")}").ToList();
        names.ShouldBeUnique();
        manifests.Select(manifest => Text(manifest, "metadata", "name")!.Length).Max().ShouldBeLessThanOrEqualTo(63);
    }

    [Theory]
    [InlineData("1.20.2", "policy/v1beta1", "autoscaling/v2beta2")]
    [InlineData("1.33.0", "policy/v1", "autoscaling/v2")]
    public async Task Versions_OfApis_AreThoseOfTheServer(string version, string budgets, string scaling)
    {
        var manifests = await RenderAsync(Everything, version);
        manifests.Where(manifest => Text(manifest, "kind") == "PodDisruptionBudget").Select(manifest => Text(manifest, "apiVersion")).Distinct().ShouldBe([budgets]);
        Text(manifests.Single(manifest => Text(manifest, "kind") == "HorizontalPodAutoscaler"), "apiVersion").ShouldBe(scaling);
    }

    [Theory]
    [InlineData("1.25", "1.25")]
    [InlineData("0.05", "0.05")]
    [InlineData("20000000", "20000000")]
    [InlineData("true", "true")]
    public async Task Settings_OfAnyKind_ReachTheServiceAsTheyStand(string given, string told)
    {
        var proxy = (await RenderAsync($"{Least}proxy: {{settings: {{'Some:Setting': {given}}}}}\n", "1.33.0"))
            .Single(manifest => Text(manifest, "kind") == "Deployment" && Text(manifest, "metadata", "name") == "text2llm-proxy");
        var container = ((List<object>)At(proxy, "spec", "template", "spec", "containers")!)[0];
        Text(((List<object>)At(container, "env")!).Single(variable => Text(variable, "name") == "Some__Setting"), "value").ShouldBe(told);
    }

    [Fact]
    public async Task Proxies_WithoutTheQuotaService_CountInRedisTogether()
    {
        var proxy = (await RenderAsync(
                "auth: {issuer: 'https://id.example.com'}\nquota: {enabled: false}\nredis: {existingSecret: redis}\n", "1.33.0"))
            .Single(manifest => Text(manifest, "kind") == "Deployment" && Text(manifest, "metadata", "name") == "text2llm-proxy");
        var container = ((List<object>)At(proxy, "spec", "template", "spec", "containers")!)[0];
        ((List<object>)At(container, "env")!).Select(variable => Text(variable, "name")).ShouldContain("Quota__Redis");
    }

    [Fact]
    public async Task Quota_IsAskedByTheProxiesAlone_WhichShowTheirTokens()
    {
        var manifests = await RenderAsync(Least, "1.33.0");
        var quota = EnvironmentOf("text2llm-quota");
        var proxy = EnvironmentOf("text2llm-proxy");

        quota["Callers__Accounts__0"].ShouldBe("text2llm:text2llm-proxy");
        Text(manifests.Single(manifest => Text(manifest, "kind") == "ServiceAccount" && Text(manifest, "metadata", "name") == "text2llm-proxy"), "metadata", "namespace")
            .ShouldBe("text2llm");
        var mounts = (List<object>)At(ContainerOf("text2llm-proxy"), "volumeMounts")!;
        mounts.Select(mount => Text(mount, "mountPath")).ShouldContain(Path.GetDirectoryName(proxy["Proxy__QuotaTokenFile"]));

        object ContainerOf(string name) => ((List<object>)At(
            manifests.Single(manifest => Text(manifest, "kind") == "Deployment" && Text(manifest, "metadata", "name") == name),
            "spec", "template", "spec", "containers")!)[0];

        Dictionary<string, string?> EnvironmentOf(string name) =>
            ((List<object>)At(ContainerOf(name), "env")!).ToDictionary(variable => Text(variable, "name")!, variable => Text(variable, "value"));
    }

    [Fact]
    public async Task Placement_OfWorkers_ReachesTheOperator()
    {
        var manifests = await RenderAsync(Everything, "1.33.0");
        var environment = ((List<object>)At(
                ((List<object>)At(
                    manifests.Single(manifest => Text(manifest, "kind") == "Deployment" && Text(manifest, "metadata", "name") == "text2llm-operator"),
                    "spec", "template", "spec", "containers")!)[0],
                "env")!).ToDictionary(variable => Text(variable, "name")!, variable => Text(variable, "value"));
        environment["Jobs__NodeSelector__0"].ShouldBe("example.com/pool=datasets");
        environment["Jobs__Tolerations__0__key"].ShouldBe("dedicated");
        environment["Jobs__Tolerations__0__operator"].ShouldBe("Exists");
        environment["Jobs__Tolerations__0__tolerationSeconds"].ShouldBe("60");
    }

    [Fact]
    public async Task JobsNamespace_OutlivesTheRelease() =>
        Text((await RenderAsync(Everything, "1.33.0")).Single(manifest => Text(manifest, "kind") == "Namespace"), "metadata", "annotations", "helm.sh/resource-policy")
            .ShouldBe("keep");

    [Fact]
    public async Task Ingress_OfEveryNameBelowADomain_IsAName() =>
        Text(((List<object>)At(
                (await RenderAsync(Least + "ingress: {enabled: true, hosts: [{host: '*.example.com'}]}\n", "1.33.0")).Single(manifest => Text(manifest, "kind") == "Ingress"),
                "spec", "rules")!)[0], "host")
            .ShouldBe("*.example.com");

    [Theory]
    [InlineData("quota: {replicas: 1}", "auth.issuer is missing")]
    [InlineData("auth: {issuer: 'https://id.example.com'}\nquota: {enabled: false}", "there is no Redis in which they count together")]
    [InlineData(Least + "redis: {existingSecret: redis, embedded: {enabled: true}}", "choose one")]
    [InlineData(Least + "ingress: {enabled: true}", "ingress.hosts is empty")]
    [InlineData(Least + "jobs: {namespace: text2llm, work: 's3://work/jobs'}\ndatasets: {enabled: true}", "worker pods need a namespace to themselves")]
    [InlineData("auth: {issuer: 'https://id.example.com'}", "there is no Redis in which they count together")]
    [InlineData(Least + "datasets: {enabled: true}", "jobs.work is missing")]
    public async Task Values_ThatCannotWork_AreRefusedWithWhatWouldBeRight(string values, string message) =>
        (await Should.ThrowAsync<InvalidOperationException>(() => RenderAsync(values, "1.33.0"))).Message.ShouldContain(message);

    [Fact]
    public async Task Workers_ReachNothing_ButNamesTheServiceAndTheStorage()
    {
        var policies = (await RenderAsync(Everything, "1.33.0"))
            .Where(manifest => Text(manifest, "kind") == "NetworkPolicy" && Text(manifest, "metadata", "namespace") == "text2llm-jobs")
            .ToDictionary(manifest => Text(manifest, "metadata", "name")!);
        JsonSerializer.Serialize(At(policies["text2llm-deny"], "spec")).ShouldBe("""{"podSelector":{},"policyTypes":["Ingress","Egress"]}""");
        var egress = (List<object>)At(policies["text2llm-workers"], "spec", "egress")!;
        egress.Count.ShouldBe(3);
        JsonSerializer.Serialize(egress).ShouldContain("169.254.0.0/16");
    }

    [Fact]
    public async Task Schema_HasEveryValue_AndRefusesOthers()
    {
        var values = new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(
            await File.ReadAllTextAsync(Path.Combine(Repository, "charts/text2llm/values.yaml"), TestContext.Current.CancellationToken));
        using var schema = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(Repository, "charts/text2llm/values.schema.json"), TestContext.Current.CancellationToken));
        Compare(values, schema.RootElement, "");
    }

    private static void Compare(Dictionary<object, object> values, JsonElement schema, string path)
    {
        if (!schema.TryGetProperty("properties", out var properties))
        {
            return; // Anything may stand there.
        }

        schema.GetProperty("additionalProperties").GetBoolean().ShouldBeFalse(path);
        properties.EnumerateObject().Select(one => one.Name).Where(name => name != "global").Order()
            .ShouldBe(values.Keys.Select(key => $"{key}").Order(), $"at '{path}'");
        foreach (var (key, value) in values)
        {
            if (value is Dictionary<object, object> inner)
            {
                Compare(inner, properties.GetProperty($"{key}"), $"{path}.{key}");
            }
        }
    }

    private static async Task<List<object>> RenderAsync(string values, string version)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, values);
            using var process = Process.Start(new ProcessStartInfo(
                Path.Combine(Repository, "tests/lab/render.sh"),
                ["--namespace", "text2llm", "--kube-version", version, "--values", file, Path.Combine(Repository, "charts/text2llm")])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException(await error);
            }

            var yaml = new DeserializerBuilder().Build();
            return [.. (await output).Split("\n---", StringSplitOptions.RemoveEmptyEntries).Select(text => yaml.Deserialize<object>(text.TrimStart('-'))).Where(one => one is not null)];
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static object? At(object? node, params IEnumerable<string> path) =>
        path.Aggregate(node, (at, name) => at is Dictionary<object, object> fields && fields.TryGetValue(name, out var value) ? value : null);

    private static string? Text(object? node, params IEnumerable<string> path) => At(node, path)?.ToString();
}
