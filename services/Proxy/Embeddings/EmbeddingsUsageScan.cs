using System.Buffers;
using System.Text.Json;

namespace Text2Llm.Proxy.Embeddings;

/// <summary>
/// Finds the usage in an OpenAI embeddings answer as its bytes go by, cut anywhere. It keeps no more of them than the value that they were
/// cut in; an answer that is no JSON, or has a longer value than any vector, is not read further.
/// </summary>
internal sealed class EmbeddingsUsageScan
{
    /// <summary>The longest value: the base64 of a vector has some ten thousand bytes.</summary>
    public const int LongestValue = 256 * 1024;

    private readonly ArrayBufferWriter<byte> _unread = new();
    private JsonReaderState _state;
    private bool _isInUsage;
    private bool _isPrompt;
    private bool _isTotal;
    private bool _hasGivenUp;
    private long? _prompt;
    private long? _total;

    /// <summary>The tokens of the texts; null where they were not told, or not yet.</summary>
    public long? InputTokens => _prompt ?? _total;

    /// <summary>Takes the next bytes.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        if (_hasGivenUp)
        {
            return;
        }

        _unread.Write(bytes);
        try
        {
            var json = new Utf8JsonReader(_unread.WrittenSpan, isFinalBlock: false, _state);
            while (json.Read())
            {
                Take(ref json);
            }

            _state = json.CurrentState;
            var rest = _unread.WrittenSpan[(int)json.BytesConsumed..].ToArray();
            _unread.ResetWrittenCount();
            _unread.Write(rest);
            _hasGivenUp = rest.Length > LongestValue;
        }
        catch (JsonException)
        {
            // Not ours to judge: the caller gets it as it is.
            _hasGivenUp = true;
        }
    }

    private void Take(ref Utf8JsonReader json)
    {
        switch (json.TokenType, json.CurrentDepth)
        {
            case (JsonTokenType.PropertyName, 1):
                _isInUsage = json.ValueTextEquals("usage"u8);
                break;
            case (JsonTokenType.PropertyName, 2) when _isInUsage:
                _isPrompt = json.ValueTextEquals("prompt_tokens"u8);
                _isTotal = json.ValueTextEquals("total_tokens"u8);
                break;
            case (JsonTokenType.Number, 2) when _isInUsage && json.TryGetInt64(out var tokens):
                _prompt = _isPrompt ? tokens : _prompt;
                _total = _isTotal ? tokens : _total;
                break;
        }
    }
}
