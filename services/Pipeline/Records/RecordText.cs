using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Text2Llm.Pipeline.Records;

/// <summary>
/// A text as the UTF-8 that was read or the string that a step has made. Each is made of the other when it is first asked for, so that a text
/// that no step looks at goes from file to file as bytes.
/// </summary>
internal sealed class RecordText : IEquatable<RecordText>
{
    private static readonly SearchValues<byte> White = SearchValues.Create(" \t\n\v\f\r"u8);

    private readonly ReadOnlyMemory<byte> _read;
    private byte[]? _encoded;
    private string? _text;

    private RecordText(string text) => _text = text;

    /// <summary>A text that was read.</summary>
    /// <param name="utf8">Valid UTF-8, which stays as it is for as long as the text is used.</param>
    public RecordText(ReadOnlyMemory<byte> utf8) => _read = utf8;

    /// <summary>The text in UTF-8. Half of a surrogate pair, which a step may leave, becomes U+FFFD.</summary>
    public ReadOnlySpan<byte> Utf8 => _encoded is { } bytes ? bytes : _text is null || _read.Length > 0 ? _read.Span : _encoded = Encoding.UTF8.GetBytes(_text);

    public bool IsEmpty => _text is { } text ? text.Length == 0 : _read.IsEmpty;

    /// <summary>Whether it has nothing but white space.</summary>
    public bool IsBlank
    {
        get
        {
            if (_text is null && _read.Span.IndexOfAnyExcept(White) is >= 0 and var first && _read.Span[first] < 0x80)
            {
                return false;
            }

            return string.IsNullOrWhiteSpace(ToString());
        }
    }

    /// <summary>Where the first zero character is, in UTF-16; -1 where there is none.</summary>
    public int FindZero() => Utf8.Contains((byte)0) ? ToString().IndexOf('\0', StringComparison.Ordinal) : -1;

    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator RecordText?(string? text) => text is null ? null : new RecordText(text);

    /// <summary>The text as a string.</summary>
    public override string ToString() => _text ??= Encoding.UTF8.GetString(_read.Span);

    public bool Equals(RecordText? other) => other is not null && (ReferenceEquals(this, other) || Utf8.SequenceEqual(other.Utf8));

    public override bool Equals(object? obj) => Equals(obj as RecordText);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Utf8);
        return hash.ToHashCode();
    }
}
