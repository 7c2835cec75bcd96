using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace Text2Llm.Pipeline.Jobs.Schema;

/// <summary>What the types of a job say of themselves: the summaries of the documentation that the compiler writes.</summary>
public sealed class JobDocumentation
{
    private readonly Dictionary<string, XElement> _summaries;

    private JobDocumentation(Dictionary<string, XElement> summaries) => _summaries = summaries;

    /// <summary>Reads the documentation file of this library, <c>Text2Llm.Pipeline.xml</c>.</summary>
    public static JobDocumentation Read(Stream xml) => new(
        XDocument.Load(xml).Descendants("member")
            .Where(member => member.Element("summary") is not null)
            .ToDictionary(member => member.Attribute("name")!.Value, member => member.Element("summary")!, StringComparer.Ordinal));

    /// <summary>What a type says of itself, as one line of plain text; null when it says nothing.</summary>
    internal string? Of(Type type) => Find($"T:{type.FullName}");

    /// <summary>What a property, or a value of an enumeration, says of itself.</summary>
    internal string? Of(MemberInfo member) =>
        Find($"{(member is FieldInfo ? 'F' : 'P')}:{member.DeclaringType!.FullName}.{member.Name}");

    private string? Find(string name) => _summaries.TryGetValue(name, out var summary) ? Plain(summary) : null;

    private static string Plain(XElement summary)
    {
        var text = new StringBuilder();
        foreach (var node in summary.DescendantNodes())
        {
            text.Append(node switch
            {
                XText part => part.Value,
                XElement { Name.LocalName: "see" } see => NameOf(see.Attribute("cref")!.Value),
                _ => "",
            });
        }

        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    // A property is told as a job file writes it.
    private static string NameOf(string cref)
    {
        var name = cref[(cref.LastIndexOf('.') + 1)..];
        return cref.StartsWith("P:", StringComparison.Ordinal) ? JsonNamingPolicy.CamelCase.ConvertName(name) : name;
    }
}
