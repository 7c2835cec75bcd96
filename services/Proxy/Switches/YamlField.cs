using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Text2Llm.Proxy.Switches;

/// <summary>
/// A field of a small YAML document. It is read from the parser's events: what lies deeper than is asked for is skipped, so aliases cost
/// nothing.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">Its value where that is a text; empty where nothing is written; null otherwise.</param>
/// <param name="Fields">Its fields where it is a mapping that was read; null otherwise.</param>
internal sealed record YamlField(string Name, string? Text, IReadOnlyList<YamlField>? Fields)
{
    // The parser's time grows with the square of the depth.
    private const int MaxDepth = 32;

    /// <summary>Reads a document's root, and its mappings so many levels deep.</summary>
    /// <exception cref="SwitchFormatException">It is not YAML, not one document, or a key is wrong.</exception>
    public static YamlField ReadDocument(string yaml, int levels)
    {
        try
        {
            var parser = new Parser(new StringReader(yaml));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
            {
                return new YamlField("", "", null);
            }

            var root = Read(parser, "", levels);
            parser.Consume<DocumentEnd>();
            return parser.Accept<StreamEnd>(out _) ? root : throw new SwitchFormatException("a second document follows the first");
        }
        catch (Exception malformed) when (malformed is not SwitchFormatException)
        {
            // Over some malformed texts the parser itself trips, in ways it does not tell of.
            throw new SwitchFormatException($"it is not valid YAML: {malformed.Message.TrimEnd('.')}", malformed);
        }
    }

    private static YamlField Read(Parser parser, string name, int levels)
    {
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return new YamlField(name, scalar.Value, null);
        }

        if (levels == 0 || !parser.TryConsume<MappingStart>(out _))
        {
            Skip(parser);
            return new YamlField(name, null, null);
        }

        List<YamlField> fields = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Read(parser, "", levels: 0).Text ?? throw new SwitchFormatException("a key is not a word");
            if (!names.Add(key))
            {
                throw new SwitchFormatException($"'{key}' is given twice");
            }

            fields.Add(Read(parser, key, levels - 1));
        }

        return new YamlField(name, null, fields);
    }

    private static void Skip(Parser parser)
    {
        var depth = 0;
        do
        {
            depth += parser.Consume<ParsingEvent>().NestingIncrease;
            if (depth > MaxDepth)
            {
                throw new SwitchFormatException($"it is nested more than {MaxDepth} deep");
            }
        }
        while (depth > 0);
    }
}
