using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Text2Llm.LanguageModel.Corpus;

/// <summary>Reads what fetch.sh has unpacked.</summary>
internal sealed partial class CorpusReader(string folder)
{
    private const int FewestLetters = 12;
    private const int MostLinesOfCode = 400; // of a file
    private const int LongestLineOfCode = 200;
    private const int FewestSpacesOfComment = 5;

    private static readonly SearchValues<char> CodeSigns = SearchValues.Create("{};=()<>");
    private static readonly string[] CodeFiles = [".py", ".pm", ".pl", ".h", ".rb", ".go", ".js", ".css", ".php", ".rs", ".ts"];

    private static readonly EnumerationOptions Files = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    private readonly SortedDictionary<string, LanguageText> _texts = new(StringComparer.Ordinal);

    // Which class has a line: one that several have is no sign of any, and in English it is what nobody translated.
    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);

    /// <summary>Every text, without the lines that several languages share, ordered by language and source.</summary>
    public IReadOnlyList<LanguageText> Read()
    {
        foreach (var package in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            foreach (var file in Directory.EnumerateFiles(package, "*", Files).Order(StringComparer.Ordinal))
            {
                ReadFile(Path.GetFileName(package), file);
            }
        }

        foreach (var text in _texts.Values)
        {
            text.Lines.RemoveAll(line => _owners.TryGetValue(line, out var owner) && owner != text.Language);
        }

        return [.. _texts.Values];
    }

    private void ReadFile(string package, string file)
    {
        var extension = Path.GetExtension(file);
        if (CodeFiles.Contains(extension))
        {
            ReadCode(file, extension);
        }
        else if (Place().Match(file) is { Success: true } place && Locales.Class(place.Groups["locale"].Value) is { } language)
        {
            var source = package.StartsWith("libreoffice-help", StringComparison.Ordinal) ? "libreoffice-help"
                : package.StartsWith("libreoffice-l10n", StringComparison.Ordinal) ? "libreoffice-l10n"
                : package;
            if (extension == ".mo")
            {
                ReadCatalogue(file, language, source);
            }
            else
            {
                ReadPage(file, language, source);
            }
        }
    }

    private void ReadCatalogue(string file, string language, string source)
    {
        foreach (var (text, translation) in Catalogue.Read(File.ReadAllBytes(file)))
        {
            AddLines("en", source, text);
            if (translation != text)
            {
                AddLines(language, source, translation);
            }
        }
    }

    private void ReadPage(string file, string language, string source)
    {
        foreach (var line in Markup.Lines(File.ReadAllText(file)))
        {
            Add(language, source, line);
        }
    }

    // A line with a sign that prose has not is code; a comment of some words is English as programmers write it.
    private void ReadCode(string file, string extension)
    {
        foreach (var line in File.ReadLines(file, Encoding.UTF8).Take(MostLinesOfCode).Select(line => line.Trim()))
        {
            var comment = line.TrimStart('/', '*', '#', '!', ' ');
            if (comment.Length < line.Length)
            {
                if (comment.AsSpan().Count(' ') >= FewestSpacesOfComment)
                {
                    Add("en", "comments", comment);
                }
            }
            else if (line.Length < LongestLineOfCode && line.AsSpan().ContainsAny(CodeSigns))
            {
                Add(Locales.Code, extension, line);
            }
        }
    }

    private void AddLines(string language, string source, string text)
    {
        foreach (var line in text.Split('\n'))
        {
            Add(language, source, Markup.Plain(line));
        }
    }

    private void Add(string language, string source, string line)
    {
        if (Letters(line) < FewestLetters)
        {
            return;
        }

        if (_owners.TryAdd(line, language))
        {
            Text(language, source).Lines.Add(line);
        }
        else if (_owners[line] != language)
        {
            _owners[line] = _owners[line] == "en" || language == "en" ? "en" : "";
        }
    }

    private LanguageText Text(string language, string source)
    {
        var key = $"{language} {source}";
        if (!_texts.TryGetValue(key, out var text))
        {
            _texts[key] = text = new LanguageText(language, source, []);
        }

        return text;
    }

    // A catalogue's locale, or that of a manual.
    [GeneratedRegex("/(?<locale>[A-Za-z_@]+)/LC_MESSAGES/|/(help|installation-guide-amd64)/(?<locale>[A-Za-z_-]+)/", RegexOptions.ExplicitCapture)]
    private static partial Regex Place();

    private static int Letters(string line)
    {
        var letters = 0;
        foreach (var unit in line)
        {
            letters += Pipeline.Languages.Letters.IsInWord(Pipeline.Languages.Letters.Table[unit]) ? 1 : 0;
        }

        return letters;
    }
}
