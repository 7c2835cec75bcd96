using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Text2Llm.Pipeline.Jobs;

/// <summary>A number of bytes, written as Kubernetes writes it: 256Mi, 1Gi, 500M or plain digits.</summary>
/// <param name="Bytes">How many bytes.</param>
public readonly record struct ByteSize(long Bytes) : IParsable<ByteSize>
{
    private static readonly (string Suffix, long Factor)[] Suffixes =
    [
        ("Ki", 1L << 10), ("Mi", 1L << 20), ("Gi", 1L << 30), ("Ti", 1L << 40),
        ("k", 1_000), ("M", 1_000_000), ("G", 1_000_000_000), ("T", 1_000_000_000_000),
        ("", 1),
    ];

    /// <inheritdoc/>
    public static ByteSize Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var size) ? size : throw new FormatException($"'{s}' is not a size such as 256Mi.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ByteSize result)
    {
        result = default;
        if (s is null)
        {
            return false;
        }

        var (suffix, factor) = Array.Find(Suffixes, known => s.EndsWith(known.Suffix, StringComparison.Ordinal));
        if (!long.TryParse(s.AsSpan(0, s.Length - suffix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number > long.MaxValue / factor)
        {
            return false;
        }

        result = new ByteSize(number * factor);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var bytes = Bytes;
        var (suffix, factor) = Array.FindLast(Suffixes[..4], known => bytes != 0 && bytes % known.Factor == 0);
        return (factor == 0 ? bytes : bytes / factor).ToString(CultureInfo.InvariantCulture) + suffix;
    }
}
