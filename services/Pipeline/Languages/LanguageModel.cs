using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Text2Llm.Pipeline.Languages;

/// <summary>
/// A linear classifier: each row of n-grams has a weight for each language; the softmax of a window's sums, over the square root of how many
/// there are, is each language's probability. <c>Model/README.md</c> says how it was trained, on what, and how good it is.
/// </summary>
internal sealed class LanguageModel
{
    /// <summary>The most languages: each row is as wide, so that it is read as two vectors.</summary>
    public const int MaxLanguages = 64;

    private const string Resource = "Text2Llm.Pipeline.Languages.Model.languages.model";

    // So many weights of one byte fit into a sum of 16 bits.
    private const int RowsOfShortSums = short.MaxValue / 128;

    private readonly sbyte[] _weights;
    private readonly float _scale;

    private LanguageModel(IReadOnlyList<string> languages, float scale, sbyte[] weights)
    {
        Languages = languages;
        _scale = scale;
        _weights = weights;
    }

    /// <summary>The model that this assembly carries.</summary>
    public static LanguageModel Shared { get; } = Read(typeof(LanguageModel).Assembly.GetManifestResourceStream(Resource)!);

    /// <summary>Each column's language; und for what is none.</summary>
    public IReadOnlyList<string> Languages { get; }

    /// <summary>Reads a model: Brotli over the languages, each ended by a zero, a further zero, the scale, and the rows of weights.</summary>
    public static LanguageModel Read(Stream stream)
    {
        using var plain = new BinaryReader(new BrotliStream(stream, CompressionMode.Decompress), Encoding.UTF8);
        var languages = new List<string>();
        for (var name = ReadName(plain); name.Length > 0; name = ReadName(plain))
        {
            languages.Add(name);
        }

        var scale = plain.ReadSingle();
        var weights = new sbyte[NGrams.Rows * MaxLanguages];
        for (var row = 0; row < NGrams.Rows; row++)
        {
            plain.BaseStream.ReadExactly(MemoryMarshal.AsBytes(weights.AsSpan(row * MaxLanguages, languages.Count)));
        }

        return new LanguageModel(languages, scale, weights);
    }

    /// <summary>Writes a model that <see cref="Read"/> reads.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="languages">Each column's language.</param>
    /// <param name="scale">What a weight of 1 stands for.</param>
    /// <param name="weights">The weights, row by row, as many columns as languages.</param>
    public static void Write(Stream stream, IReadOnlyList<string> languages, float scale, ReadOnlySpan<sbyte> weights)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(languages.Count, MaxLanguages);
        using var packed = new BrotliStream(stream, CompressionLevel.SmallestSize, leaveOpen: true);
        foreach (var language in languages)
        {
            packed.Write(Encoding.ASCII.GetBytes(language + "\0"));
        }

        Span<byte> head = stackalloc byte[5];
        BinaryPrimitives.WriteSingleLittleEndian(head[1..], scale);
        packed.Write(head);
        packed.Write(MemoryMarshal.AsBytes(weights));
    }

    /// <summary>The probability of each language, given the rows of a window.</summary>
    /// <param name="rows">The rows, at least one.</param>
    /// <param name="probabilities">As many as languages.</param>
    public void Score(ReadOnlySpan<ushort> rows, Span<float> probabilities)
    {
        Span<int> sums = stackalloc int[MaxLanguages];
        sums.Clear();
        for (var rest = rows; !rest.IsEmpty; rest = rest[Math.Min(rest.Length, RowsOfShortSums)..])
        {
            AddRows(rest[..Math.Min(rest.Length, RowsOfShortSums)], sums);
        }

        var scale = _scale / MathF.Sqrt(rows.Length);
        for (var i = 0; i < Languages.Count; i++)
        {
            probabilities[i] = sums[i] * scale;
        }

        SoftMax(probabilities[..Languages.Count]);
    }

    private void AddRows(ReadOnlySpan<ushort> rows, Span<int> sums)
    {
        Vector256<short> a = default, b = default, c = default, d = default;
        ref var first = ref MemoryMarshal.GetArrayDataReference(_weights);
        foreach (var row in rows)
        {
            // A row's index is less than the number of rows by its hash.
            var at = (nuint)(row * MaxLanguages);
            var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref first, at));
            a += low;
            b += high;
            (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref first, at + 32));
            c += low;
            d += high;
        }

        Add(a, sums);
        Add(b, sums[16..]);
        Add(c, sums[32..]);
        Add(d, sums[48..]);
    }

    private static void Add(Vector256<short> part, Span<int> sums)
    {
        for (var i = 0; i < Vector256<short>.Count; i++)
        {
            sums[i] += part[i];
        }
    }

    /// <summary>Makes probabilities of logits, in place.</summary>
    public static void SoftMax(Span<float> logits)
    {
        var highest = float.NegativeInfinity;
        foreach (var logit in logits)
        {
            highest = Math.Max(highest, logit);
        }

        var sum = 0f;
        foreach (ref var logit in logits)
        {
            logit = MathF.Exp(logit - highest);
            sum += logit;
        }

        foreach (ref var logit in logits)
        {
            logit /= sum;
        }
    }

    private static string ReadName(BinaryReader reader)
    {
        var name = new StringBuilder();
        for (var letter = reader.ReadByte(); letter != 0; letter = reader.ReadByte())
        {
            name.Append((char)letter);
        }

        return name.ToString();
    }
}
