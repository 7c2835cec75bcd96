using System.Diagnostics.CodeAnalysis;

namespace Text2Llm.Pipeline.Jobs;

/// <summary>A Kubernetes quantity, kept as it was written.</summary>
/// <param name="Text">The quantity's text, such as 500m or 4Gi.</param>
public readonly record struct Quantity(string Text) : IParsable<Quantity>
{
    /// <inheritdoc/>
    public static Quantity Parse(string s, IFormatProvider? provider) => new(s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Quantity result)
    {
        result = new Quantity(s ?? "");
        return s is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
