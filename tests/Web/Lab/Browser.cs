using Microsoft.JSInterop;

namespace Text2Llm.Web.Tests.Lab;

/// <summary>The browser behind the page's script: its storage, its clipboard, its frames.</summary>
internal sealed class Browser : IJSRuntime, IJSObjectReference
{
    public Dictionary<string, string> Local { get; } = [];

    public Dictionary<string, string> Session { get; } = [];

    public List<string> Copied { get; } = [];

    public List<string> Calls { get; } = [];

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) =>
        InvokeAsync<TValue>(identifier, CancellationToken.None, args);

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
    {
        lock (Calls)
        {
            Calls.Add(identifier);
            return ValueTask.FromResult((TValue)Answer(identifier, args ?? [])!);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private object? Answer(string identifier, object?[] args)
    {
        switch (identifier)
        {
            case "import":
                return this;
            case "readStored":
                return Area(args).GetValueOrDefault((string)args[1]!);
            case "writeStored":
                Area(args)[(string)args[1]!] = (string)args[2]!;
                return null;
            case "removeStored":
                Area(args).Remove((string)args[1]!);
                return null;
            case "copyText":
                Copied.Add((string)args[0]!);
                return true;
            default:
                return null;
        }
    }

    private Dictionary<string, string> Area(object?[] args) => (string)args[0]! == "local" ? Local : Session;
}
