using System.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis;
using UglyToad.PdfPig.DocumentLayoutAnalysis.PageSegmenter;
using UglyToad.PdfPig.DocumentLayoutAnalysis.ReadingOrderDetector;
using UglyToad.PdfPig.DocumentLayoutAnalysis.WordExtractor;

namespace Text2Llm.Pipeline.Records.Pdf;

/// <summary>Puts the text of a PDF document together from its letters: words, blocks in the order in which they are read, pages.</summary>
internal static class PdfText
{
    // A page of more letters is no page of text, and takes time that grows with their square.
    private const int MaxLettersOfPage = 100_000;

    // What stands at the top or the bottom of so many pages, and of half of all, is no part of the text.
    private const int RepeatedPages = 3;

    /// <summary>The text, with blank lines between blocks.</summary>
    /// <exception cref="RecordTooLargeException">It is longer than may be.</exception>
    public static string Of(PdfDocument document, int maxCharacters, CancellationToken cancellationToken)
    {
        var pages = new List<List<string>>();
        var edges = new Dictionary<string, int>(StringComparer.Ordinal);
        var length = 0L;
        for (var number = 1; number <= document.NumberOfPages; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var blocks = BlocksOf(document, number);
            var texts = blocks.Select(Join).ToList();
            length += texts.Sum(text => (long)text.Length);
            if (length > maxCharacters)
            {
                throw new RecordTooLargeException();
            }

            foreach (var edge in Edges(blocks).Select(block => Mask(texts[block])).Distinct(StringComparer.Ordinal))
            {
                edges[edge] = edges.GetValueOrDefault(edge) + 1;
            }

            pages.Add(texts);
        }

        var most = Math.Max(RepeatedPages, (pages.Count + 1) / 2);
        return string.Join("\n\n", pages.SelectMany(page => page).Where(text => text.Length > 0 && edges.GetValueOrDefault(Mask(text)) < most));
    }

    private static IReadOnlyList<TextBlock> BlocksOf(PdfDocument document, int number)
    {
        var letters = document.GetPage(number).Letters;
        if (letters.Count > MaxLettersOfPage)
        {
            throw new InvalidDataException($"page {number} has {letters.Count} letters");
        }

        var words = NearestNeighbourWordExtractor.Instance.GetWords(letters).ToList();
        return words.Count == 0 ? [] : [.. UnsupervisedReadingOrderDetector.Instance.Get(RecursiveXYCut.Instance.GetBlocks(words))];
    }

    private static IEnumerable<int> Edges(IReadOnlyList<TextBlock> blocks) => blocks.Count == 0 ? [] :
    [
        Enumerable.Range(0, blocks.Count).MaxBy(block => blocks[block].BoundingBox.Top),
        Enumerable.Range(0, blocks.Count).MinBy(block => blocks[block].BoundingBox.Bottom),
    ];

    // Page numbers change from page to page.
    private static string Mask(string text) => string.Concat(text.Where(character => !char.IsDigit(character)));

    // A word that is cut at the end of a line is whole again.
    private static string Join(TextBlock block)
    {
        var text = new StringBuilder();
        foreach (var line in block.TextLines.Select(line => line.Text.Trim()).Where(line => line.Length > 0))
        {
            if (text.Length > 1 && text[^1] is '-' or '\u00AD' or '\u2010' && char.IsLetter(text[^2]) && char.IsLower(line[0]))
            {
                text.Length--;
            }
            else if (text.Length > 0)
            {
                text.Append(' ');
            }

            text.Append(line);
        }

        return text.Replace("\0", string.Empty).ToString();
    }
}
