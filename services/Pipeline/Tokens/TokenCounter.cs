using System.Text;
using Microsoft.ML.Tokenizers;

namespace Text2Llm.Pipeline.Tokens;

/// <summary>Counts the tokens of texts. Every thread may use it.</summary>
/// <param name="tokenizer">What makes tokens.</param>
/// <param name="bounds">What is known of it beforehand.</param>
internal sealed class TokenCounter(Tokenizer tokenizer, TokenBounds bounds)
{
    /// <summary>The tokens of a text, each character in it being text: no name of a special token is one.</summary>
    public long Count(ReadOnlySpan<char> text)
    {
        if (!bounds.HasFlag(TokenBounds.Divisible))
        {
            return tokenizer.CountTokens(text, considerNormalization: true);
        }

        long count = 0;
        foreach (var chunk in new TextChunks(text))
        {
            count += tokenizer.CountTokens(chunk);
        }

        return count;
    }

    /// <summary>Whether a text has fewer tokens than a limit; counted only where its words and bytes do not tell.</summary>
    public bool IsFewer(ReadOnlySpan<char> text, long limit)
    {
        if (bounds.HasFlag(TokenBounds.AtMostBytes) && MostBytes(text, limit) < limit)
        {
            return true;
        }

        return !(bounds.HasFlag(TokenBounds.AtLeastWords) && TextMeasure.Words(text) >= limit) && Count(text) < limit;
    }

    // Exact only where it matters: no UTF-16 unit takes more than three bytes, and none takes less than one.
    private static long MostBytes(ReadOnlySpan<char> text, long limit) =>
        text.Length * 3L < limit || text.Length >= limit ? text.Length * 3L : Encoding.UTF8.GetByteCount(text);
}
