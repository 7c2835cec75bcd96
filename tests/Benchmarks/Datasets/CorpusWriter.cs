using System.Text.Encodings.Web;
using System.Text.Json;

namespace Text2Llm.Benchmarks.Datasets;

/// <summary>
/// Grows passages of real text to a corpus of any size: each document is some passages, drawn in another order in every pass, a tenth is
/// exact copies of earlier documents and a tenth is near copies. The same passages give the same bytes.
/// </summary>
internal sealed class CorpusWriter(IReadOnlyList<string> passages)
{
    private const double ExactShare = 0.1;
    private const double NearShare = 0.1;
    private const double LeastSimilarity = 0.5;

    // Documents that may yet be copied, each once, so that a copy is far from its first and no document has two.
    private const int Waiting = 4096;

    private readonly Random _random = new(4);
    private readonly List<(long Line, string Text)> _waiting = new(Waiting);
    private readonly int[] _order = [.. Enumerable.Range(0, passages.Count)];
    private int _next = passages.Count;

    /// <summary>Writes a file of about such a length.</summary>
    public List<PlantedPair> Write(string path, long length)
    {
        var options = new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        var pairs = new List<PlantedPair>();
        using var file = File.Create(path);
        for (var line = 1L; file.Position < length; line++)
        {
            JsonSerializer.Serialize(file, new { name = $"document-{line}", text = Next(line, pairs) }, options);
            file.WriteByte((byte)'\n');
        }

        return pairs;
    }

    private string Next(long line, List<PlantedPair> pairs)
    {
        var chance = _random.NextDouble();
        if (chance >= ExactShare + NearShare || _waiting.Count < Waiting / 16)
        {
            var made = Make();
            Keep(line, made);
            return made;
        }

        var taken = _random.Next(_waiting.Count);
        var (first, text) = _waiting[taken];
        _waiting[taken] = _waiting[^1];
        _waiting.RemoveAt(_waiting.Count - 1);
        if (chance < ExactShare)
        {
            pairs.Add(new PlantedPair(first, line, 1, Exact: true));
            return text;
        }

        var edited = WordEdits.Edit(text, LeastSimilarity + ((1 - LeastSimilarity) * _random.NextDouble()), _random);
        pairs.Add(new PlantedPair(first, line, ShingleJaccard.Of(text, edited), Exact: text == edited));
        return edited;
    }

    private void Keep(long line, string text)
    {
        if (_waiting.Count < Waiting)
        {
            _waiting.Add((line, text));
        }
        else
        {
            _waiting[_random.Next(Waiting)] = (line, text);
        }
    }

    // From some hundred to some ten thousand characters; most have two or three thousand.
    private string Make()
    {
        var wanted = Math.Exp(7.8 + (0.8 * Normal()));
        var (parts, length) = (new List<string>(), 0);
        do
        {
            if (_next == _order.Length)
            {
                _random.Shuffle(_order);
                _next = 0;
            }

            parts.Add(passages[_order[_next++]]);
            length += parts[^1].Length;
        }
        while (length < wanted);

        return string.Join("\n\n", parts);
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
