using Text2Llm.Protos.V1;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Providers;

/// <summary>
/// The fields of a request that its provider cannot honour. They end the call with an error that names them, unless the caller asked, by
/// <c>x-unsupported: ignore</c>, to leave them out.
/// </summary>
/// <param name="areIgnored">Whether the caller asked for that.</param>
internal sealed class UnsupportedFields(bool areIgnored)
{
    /// <summary>The header by which a caller asks to leave such fields out.</summary>
    public const string Header = "x-unsupported";

    /// <summary>Whether the caller asked to leave such fields out.</summary>
    public bool AreIgnored => areIgnored;

    private readonly SortedSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Reads the caller's wish.</summary>
    /// <exception cref="CallException">The header says something else than <c>ignore</c>.</exception>
    public static UnsupportedFields Of(HttpRequest request) => request.Headers[Header].ToString() switch
    {
        "" => new(areIgnored: false),
        "ignore" => new(areIgnored: true),
        _ => throw new CallException(CallError.Invalid($"The header {Header} may say ignore, and nothing else.")),
    };

    /// <summary>
    /// Names a field, as OpenAI's API does, for instance <c>seed</c> or <c>response_format.json_schema</c>; behind a space its value, where
    /// that alone cannot be honoured: <c>tools[0].type web_search</c>.
    /// </summary>
    public void Add(string field) => _names.Add(field);

    /// <summary>Names those of a chat that neither Anthropic nor Bedrock has: the seed, the penalties, and JSON without a schema.</summary>
    public void AddSeedPenaltiesAndJsonMode(StreamChatRequest chat)
    {
        if (chat.HasSeed)
        {
            Add("seed");
        }

        if (chat.HasFrequencyPenalty)
        {
            Add("frequency_penalty");
        }

        if (chat.HasPresencePenalty)
        {
            Add("presence_penalty");
        }

        if (chat.ResponseFormat?.FormatCase == ResponseFormat.FormatOneofCase.JsonObject)
        {
            Add("response_format");
        }
    }

    /// <summary>Ends the call if there are any, and the caller did not ask to leave them out.</summary>
    /// <exception cref="CallException">UNSUPPORTED_FIELD, which names them all.</exception>
    public void Check(Provider provider)
    {
        if (_names.Count == 0 || areIgnored)
        {
            return;
        }

        var names = string.Join(", ", _names);
        throw new CallException(
            CallError.Invalid($"{provider.DisplayName} cannot honour {names}; leave that out, or send {Header}: ignore to have it left out.") with
            {
                Reason = ErrorReason.UnsupportedField,
                Parameter = _names.Min!.Split(' ')[0],
                Metadata = new Dictionary<string, string> { ["provider"] = provider.Id, ["fields"] = names },
            });
    }
}
