using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers;

/// <summary>
/// The tool calls of an answer that comes in numbered blocks of several kinds: numbers the calls alone, and passes on their arguments.
/// </summary>
internal sealed class ToolCallBlocks
{
    // Far more than any model asks for at once; a provider that sends more without end must not fill the memory.
    private const int MostOpen = 1000;
    private const int MostHeld = SseAnswer.MaxEventBytes;

    private readonly Dictionary<int, OpenCall> _open = [];
    private int _count;
    private long _held;

    /// <summary>A block begins that is a tool call.</summary>
    /// <param name="block">The block's number in the answer.</param>
    /// <param name="id">The call's id.</param>
    /// <param name="name">The tool's name.</param>
    /// <param name="arguments">The arguments, where none come later.</param>
    /// <param name="steps">Takes what it means.</param>
    /// <exception cref="ProviderFaultException">It has no id or no name, or too many calls are open, or too large ones.</exception>
    public void Begin(int block, string? id, string? name, string arguments, ICollection<StreamChatResponse> steps)
    {
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(name))
        {
            throw new ProviderFaultException("The provider sent a tool call without an id or a name.");
        }

        if (_open.Count == MostOpen)
        {
            throw new ProviderFaultException($"The provider sent more than {MostOpen} tool calls at once.");
        }

        _held += arguments.Length;
        if (_held > MostHeld)
        {
            throw new ProviderFaultException($"The provider sent tool calls that begin with more than {MostHeld} characters.");
        }

        var index = _count++;
        _open[block] = new OpenCall(index, arguments);
        steps.Add(new() { ToolCallDelta = new() { Index = index, Id = id, Name = name } });
    }

    /// <summary>More of a block's arguments; nothing where the block is no tool call.</summary>
    public void Add(int block, string? arguments, ICollection<StreamChatResponse> steps)
    {
        if (string.IsNullOrEmpty(arguments) || !_open.TryGetValue(block, out var call))
        {
            return;
        }

        _held -= call.Arguments.Length;
        _open[block] = call with { Arguments = "" };
        steps.Add(new() { ToolCallDelta = new() { Index = call.Index, ArgumentsJson = arguments } });
    }

    /// <summary>A block ends: a call whose arguments did not come in pieces has those that it began with.</summary>
    public void End(int block, ICollection<StreamChatResponse> steps)
    {
        if (_open.Remove(block, out var call) && call.Arguments.Length > 0)
        {
            _held -= call.Arguments.Length;
            steps.Add(new() { ToolCallDelta = new() { Index = call.Index, ArgumentsJson = call.Arguments } });
        }
    }

    /// <summary>A call whose block has not ended.</summary>
    /// <param name="Index">Its number among the calls.</param>
    /// <param name="Arguments">Its arguments, as long as no others have come.</param>
    private readonly record struct OpenCall(int Index, string Arguments);
}
