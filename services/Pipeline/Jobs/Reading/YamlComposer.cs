using System.Buffers;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Text2Llm.Pipeline.Jobs.Reading;

/// <summary>
/// Composes the one document of a job file. It stands on the parser's events, not on the library's own document model, which stops
/// at the first duplicate key, follows aliases, and recurses as deep as the file says.
/// </summary>
internal sealed class YamlComposer
{
    private const int MaxDepth = 32;

    // What the name of a file or a glob has, and that of a value elsewhere would not.
    private static readonly SearchValues<char> Wild = SearchValues.Create(".*?/");

    private readonly Parser _parser;
    private readonly MistakeList _mistakes;

    private YamlComposer(string yaml, MistakeList mistakes)
    {
        _parser = new Parser(new StringReader(yaml));
        _mistakes = mistakes;
    }

    /// <summary>The document's root, or null when there is none or the text is not YAML; the mistakes then say so.</summary>
    public static YamlNode? Compose(string yaml, MistakeList mistakes)
    {
        var composer = new YamlComposer(yaml, mistakes);
        try
        {
            return composer.Document();
        }
        catch (YamlException exception)
        {
            // The parser says that a tab indents a line, but not which.
            var (line, column) = exception.Message.Contains("tab as indentation", StringComparison.Ordinal) && IndentingTab(yaml) is { } tab
                ? tab
                : ((int)exception.End.Line, (int)exception.End.Column);
            mistakes.Add(line, column, "", $"not valid YAML: {exception.Message.TrimEnd('.')}");
            return null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // Some malformed texts trip the parser itself.
            var place = composer._parser.Current?.End ?? Mark.Empty;
            mistakes.Add(
                (int)place.Line, (int)place.Column, "", "not valid YAML; most often a bracket, a brace or a quote that was opened is not closed");
            return null;
        }
    }

    private static (int Line, int Column)? IndentingTab(string yaml)
    {
        var number = 0;
        foreach (var line in yaml.AsSpan().EnumerateLines())
        {
            number++;
            var indentation = line[..^line.TrimStart(" \t").Length];
            if (indentation.IndexOf('\t') is >= 0 and var tab)
            {
                return (number, tab + 1);
            }
        }

        return null;
    }

    private YamlNode? Document()
    {
        _parser.Consume<StreamStart>();
        YamlNode? root = null;
        while (_parser.TryConsume<DocumentStart>(out var start))
        {
            // A document that is empty, as after a closing ---, is none.
            var empty = _parser.Accept<Scalar>(out var scalar) && scalar is { Value: "", Style: ScalarStyle.Plain };
            if (!empty && root is not null)
            {
                _mistakes.Add(
                    (int)start.Start.Line, (int)start.Start.Column, "", "a second document begins here; a job file holds one DatasetJob");
                return root;
            }

            var node = Node(depth: 0);
            root ??= empty ? null : node;
            _parser.Consume<DocumentEnd>();
        }

        if (root is null)
        {
            _mistakes.Add(1, 1, "", "the file is empty; it should hold a DatasetJob");
        }

        return root;
    }

    private YamlNode Node(int depth)
    {
        var (line, column) = Here();
        if (depth > MaxDepth)
        {
            throw new YamlException(_parser.Current!.Start, _parser.Current.End, $"nested more than {MaxDepth} deep");
        }

        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            var name = alias.Value.Value;
            _mistakes.Add(line, column, "", name.AsSpan().ContainsAny(Wild)
                ? $"YAML takes a * at a value's beginning for an alias; put it in quotes: \"*{name}\""
                : "aliases are not taken; write the value out");
            return new YamlAlias(line, column);
        }

        if (_parser.Current is not NodeEvent node)
        {
            return new YamlScalar(line, column, "", Plain: true); // A key without a value, at the end of what holds it.
        }

        RefuseAnchorAndTag(node);
        return _parser.Current switch
        {
            SequenceStart => List(line, column, depth),
            MappingStart => Map(line, column, depth),
            _ => Scalar(),
        };
    }

    private YamlScalar Scalar()
    {
        var scalar = _parser.Consume<Scalar>();
        return new YamlScalar((int)scalar.Start.Line, (int)scalar.Start.Column, scalar.Value, scalar.Style == ScalarStyle.Plain);
    }

    private YamlList List(int line, int column, int depth)
    {
        _parser.Consume<SequenceStart>();
        var items = new List<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Node(depth + 1));
        }

        return new YamlList(line, column, items);
    }

    private YamlMap Map(int line, int column, int depth)
    {
        _parser.Consume<MappingStart>();
        var entries = new List<(YamlScalar, YamlNode)>();
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = Node(depth + 1);
            var value = Node(depth + 1);
            if (key is not YamlScalar name)
            {
                _mistakes.Add(key.Line, key.Column, "", "a field's name is a single word");
            }
            else if (!first.TryAdd(name.Value, name.Line))
            {
                _mistakes.Add(name.Line, name.Column, "", $"'{name.Value}' is given twice; line {first[name.Value]} has it already");
            }
            else
            {
                entries.Add((name, value));
            }
        }

        return new YamlMap(line, column, entries);
    }

    private void RefuseAnchorAndTag(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
        {
            _mistakes.Add((int)node.Start.Line, (int)node.Start.Column, "", $"anchors are not taken; leave &{node.Anchor.Value} out");
        }

        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific)
        {
            _mistakes.Add((int)node.Start.Line, (int)node.Start.Column, "", $"tags are not taken; leave {node.Tag.Value} out");
        }
    }

    private (int Line, int Column) Here()
    {
        if (_parser.Current is null)
        {
            _parser.MoveNext();
        }

        _parser.Accept<NodeEvent>(out _);
        return ((int)_parser.Current!.Start.Line, (int)_parser.Current.Start.Column);
    }
}
