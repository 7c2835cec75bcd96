using System.Reflection;

namespace Text2Llm.Architecture.Tests;

/// <summary>The repository's projects, as its files say.</summary>
internal static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = Path.GetFullPath(
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!);

    /// <summary>Every project but those of the tests, by name.</summary>
    public static IReadOnlyDictionary<string, ProjectFile> Products { get; } =
        Find("protos", "services", "client", "operator").ToDictionary(project => project.Name);

    /// <summary>The projects under <c>tests</c>, by name.</summary>
    public static IReadOnlyDictionary<string, ProjectFile> Tests { get; } = Find("tests").ToDictionary(project => project.Name);

    private static IEnumerable<ProjectFile> Find(params IEnumerable<string> folders) => folders
        .Select(folder => Path.Combine(Root, folder))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories))
        .Select(ProjectFile.Read);
}
