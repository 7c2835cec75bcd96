using System.Xml.Linq;

namespace Text2Llm.Architecture.Tests;

/// <summary>What a project file says of its neighbours.</summary>
/// <param name="Name">The project's name without <c>Text2Llm.</c></param>
/// <param name="Path">The file's path.</param>
/// <param name="Projects">The projects that it refers to, by the same kind of name.</param>
/// <param name="Packages">The packages that it refers to.</param>
/// <param name="Frameworks">The shared frameworks that it refers to, and its SDK.</param>
internal sealed record ProjectFile(
    string Name, string Path, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages, IReadOnlyList<string> Frameworks)
{
    private const string Prefix = "Text2Llm.";

    public static ProjectFile Read(string path)
    {
        var xml = XDocument.Load(path);
        return new ProjectFile(
            NameOf(path),
            path,
            [.. Included("ProjectReference").Select(NameOf)],
            [.. Included("PackageReference")],
            [.. Included("FrameworkReference"), xml.Root!.Attribute("Sdk")!.Value]);

        IEnumerable<string> Included(string element) => xml.Descendants(element).Select(item => item.Attribute("Include")!.Value);
    }

    private static string NameOf(string path) =>
        System.IO.Path.GetFileNameWithoutExtension(path.Replace('\\', '/'))[Prefix.Length..];
}
