using System.Text.Json;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.OpenAI.Answers;

/// <summary>
/// Puts the tool calls of an answer in order. Providers are careless with them: the index is missing, or 0 for every call; the id comes with
/// every piece, with none, or is another each time; the arguments are an object rather than its text. What holds for all: a call begins with
/// its name.
/// </summary>
/// <param name="newId">Makes an id for a call that came without one.</param>
internal sealed class ToolCallSequence(Func<string> newId)
{
    private const int Most = 1024;
    private const int LongestName = 4096;

    private readonly List<Call> _calls = [];

    /// <summary>Whether there are any.</summary>
    public bool HasAny => _calls.Count > 0;

    /// <summary>Takes the next pieces, an array of them.</summary>
    /// <exception cref="ProviderFaultException">They belong to no call, or are too many or too large.</exception>
    public void Take(JsonElement pieces, ICollection<StreamChatResponse> steps)
    {
        foreach (var piece in pieces.EnumerateArray().Where(piece => piece.ValueKind == JsonValueKind.Object))
        {
            TakePiece(new ToolCallPiece(piece), steps);
        }
    }

    /// <summary>Nothing follows.</summary>
    /// <exception cref="ProviderFaultException">A call never got a name.</exception>
    public void End()
    {
        if (_calls.Exists(call => call.Name.Length == 0))
        {
            throw Nameless();
        }
    }

    private void TakePiece(ToolCallPiece piece, ICollection<StreamChatResponse> steps)
    {
        if (piece.Id.Length > LongestName || piece.Name.Length > LongestName)
        {
            // They are kept until the answer ends.
            throw new ProviderFaultException($"The provider sent a tool call with an id or a name of more than {LongestName} characters.");
        }

        var call = Find(piece) ?? Begin(piece);
        var isFirst = call.Name.Length == 0 && piece.Name.Length > 0;
        if (isFirst)
        {
            call.Name = piece.Name;
            call.Id = call.Id.Length > 0 ? call.Id : newId();
        }

        call.IsWhole |= piece.IsWhole;
        if (!isFirst && piece.Arguments.Length == 0 && piece.Signature.Length == 0)
        {
            return;
        }

        if (call.Name.Length == 0)
        {
            throw Nameless();
        }

        steps.Add(new StreamChatResponse
        {
            ToolCallDelta = new ToolCallDelta
            {
                Index = _calls.IndexOf(call),
                Id = isFirst ? call.Id : "",
                Name = isFirst ? call.Name : "",
                ArgumentsJson = piece.Arguments,
                Signature = piece.Signature,
            },
        });
    }

    /// <summary>The call that a piece goes on with; null where it begins one.</summary>
    private Call? Find(ToolCallPiece piece)
    {
        if (piece.Id.Length > 0 && _calls.FindLast(call => call.Id == piece.Id) is { } known)
        {
            return known;
        }

        var sameIndex = piece.Index is { } index ? _calls.FindLast(call => call.ProviderIndex == index) : null;
        if (piece.Name.Length == 0)
        {
            // Without a name it goes on with one, be its id known or not; an id of its own at an index of its own announces one.
            return sameIndex ?? (piece.Id.Length == 0 ? _calls.LastOrDefault() : null);
        }

        if (sameIndex is null)
        {
            return null;
        }

        // With a name it begins one, unless it brings the name that was missing, or repeats the one it goes on with.
        var isMissing = sameIndex.Name.Length == 0;
        var isRepeated = piece.Id.Length == 0 && sameIndex.Name == piece.Name && !sameIndex.IsWhole;
        return isMissing || isRepeated ? sameIndex : null;
    }

    private Call Begin(ToolCallPiece piece)
    {
        if (_calls.Count == Most)
        {
            throw new ProviderFaultException($"The provider sent more than {Most} tool calls.");
        }

        var call = new Call { Id = piece.Id, ProviderIndex = piece.Index };
        _calls.Add(call);
        return call;
    }

    private static ProviderFaultException Nameless() => new("The provider sent a tool call without a name.");

    private sealed class Call
    {
        public required string Id { get; set; }

        /// <summary>The provider's index of it, which may be missing or that of others too.</summary>
        public required int? ProviderIndex { get; init; }

        /// <summary>Empty until it came.</summary>
        public string Name { get; set; } = "";

        /// <summary>Whether all of its arguments came at once.</summary>
        public bool IsWhole { get; set; }
    }
}
