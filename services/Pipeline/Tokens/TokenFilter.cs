using Text2Llm.Pipeline.Jobs.Filters;
using Text2Llm.Pipeline.Records;
using Text2Llm.Pipeline.Steps;

namespace Text2Llm.Pipeline.Tokens;

/// <summary>Drops records of too few or too many tokens: the part of a filter of lengths that needs a tokenizer.</summary>
/// <param name="spec">How many a record may have.</param>
/// <param name="tokens">What counts them.</param>
internal sealed class TokenFilter(LengthSpec spec, TokenCounter tokens) : IRecordStep
{
    /// <summary>The reason for which it drops.</summary>
    public const string Tokens = "length.tokens";

    /// <inheritdoc/>
    public string Name => "length";

    /// <inheritdoc/>
    public Drop? Apply(ref DatasetRecord record)
    {
        if (spec.MinTokens is { } min && tokens.IsFewer(record.Content, min))
        {
            return new Drop(Tokens, $"fewer than {min} tokens");
        }

        return spec.MaxTokens is { } max && !tokens.IsFewer(record.Content, max + 1L) ? new Drop(Tokens, $"more than {max} tokens") : null;
    }
}
