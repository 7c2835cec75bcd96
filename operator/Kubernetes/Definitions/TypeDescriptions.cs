using System.Reflection;
using System.Text.Json;
using System.Xml.Linq;

namespace Text2Llm.Kubernetes.Definitions;

/// <summary>What types say of themselves: the summaries that the compiler writes beside their assemblies.</summary>
public sealed class TypeDescriptions
{
    private readonly Dictionary<string, XElement> _summaries;

    private TypeDescriptions(Dictionary<string, XElement> summaries) => _summaries = summaries;

    /// <summary>Reads the documentation of some assemblies; of one that has none, nothing is known.</summary>
    public static TypeDescriptions Read(params IEnumerable<Assembly> assemblies) => new(assemblies
        .Select(assembly => Path.ChangeExtension(assembly.Location, ".xml"))
        .Where(File.Exists)
        .SelectMany(path => XDocument.Load(path).Descendants("member"))
        .Where(member => member.Element("summary") is not null)
        .ToDictionary(member => member.Attribute("name")!.Value, member => member.Element("summary")!, StringComparer.Ordinal));

    /// <summary>What a type says, as one line of plain text; null when it says nothing.</summary>
    internal string? Of(Type type) => Find($"T:{type.FullName}");

    /// <summary>What a property or a value of an enumeration says.</summary>
    internal string? Of(MemberInfo member) => Find($"{(member is FieldInfo ? 'F' : 'P')}:{member.DeclaringType!.FullName}.{member.Name}");

    private string? Find(string name) => _summaries.TryGetValue(name, out var summary)
        ? string.Join(' ', string.Concat(summary.Nodes().Select(Plain)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        : null;

    private static string Plain(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => JsonNamingPolicy.CamelCase.ConvertName(see.Attribute("cref")!.Value.Split('.')[^1]),
        XElement element => string.Concat(element.Nodes().Select(Plain)),
        _ => "",
    };
}
