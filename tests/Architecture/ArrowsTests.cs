namespace Text2Llm.Architecture.Tests;

/// <summary>The arrows of docs/architecture.md: who may know whom. Whoever draws a new one draws it there and here.</summary>
public sealed class ArrowsTests
{
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Protos"] = [],
        ["ServiceDefaults"] = ["Kubernetes"],
        ["Ledger"] = ["Protos", "ServiceDefaults"],
        ["Quota"] = ["Ledger", "Protos", "ServiceDefaults"],
        ["Proxy"] = ["Kubernetes", "Ledger", "Protos", "ServiceDefaults"],
        ["Local"] = ["Proxy", "ServiceDefaults", "Web"],
        ["Pipeline"] = [],
        ["Storage"] = ["Pipeline"],
        ["Worker"] = ["Pipeline", "Protos", "Storage"],
        ["Datasets"] = ["Kubernetes", "Pipeline", "Protos", "Resources", "ServiceDefaults", "Storage"],
        ["Kubernetes"] = [],
        ["Resources"] = ["Kubernetes"],
        ["Operator"] = ["Kubernetes", "Pipeline", "Protos", "Resources", "ServiceDefaults"],
        ["Agent"] = [],
        ["Web"] = ["Agent", "Protos"],
    };

    public static TheoryData<string> Products => [.. Repository.Products.Keys];

    [Fact]
    public void Projects_AreThoseOfTheDrawing()
    {
        Repository.Products.Keys.Order().ShouldBe(Arrows.Keys.Order());
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void Project_RefersTo_OnlyWhatItMayKnow(string project)
    {
        Repository.Products[project].Projects.Except(Arrows[project]).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void Project_HasTestsOfItsOwn(string project)
    {
        // The contracts are generated: there is nothing in them to test.
        if (project != "Protos")
        {
            Repository.Tests.Keys.ShouldContain($"{project}.Tests");
            Repository.Tests[$"{project}.Tests"].Path.ShouldStartWith(Path.Combine(Repository.Root, "tests", project));
        }
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void Project_IsInTheSolution(string project)
    {
        File.ReadAllText(Path.Combine(Repository.Root, "Text2Llm.sln")).ShouldContain($"\"Text2Llm.{project}\"");
    }

    [Theory]
    [InlineData("Pipeline")]
    [InlineData("Agent")]
    public void Core_KnowsNoNetworkAndNoCluster(string project)
    {
        string[] outside = ["Grpc", "Microsoft.AspNetCore", "AWSSDK", "KubernetesClient", "StackExchange", "Npgsql"];
        var file = Repository.Products[project];

        file.Packages.Concat(file.Frameworks).Where(name => outside.Any(name.StartsWith)).ShouldBeEmpty();
        Directory.EnumerateFiles(Path.GetDirectoryName(file.Path)!, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Where(path => File.ReadAllText(path).Contains("System.Net", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Versions_AreCentral()
    {
        foreach (var project in Repository.Products.Values.Concat(Repository.Tests.Values))
        {
            File.ReadAllText(project.Path).ShouldNotContain("Version=", customMessage: project.Path);
        }
    }
}
