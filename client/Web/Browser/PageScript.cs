using Microsoft.JSInterop;

namespace Text2Llm.Web.Browser;

/// <summary>The page's one script module, loaded when something first calls it.</summary>
internal sealed class PageScript(IJSRuntime js) : IAsyncDisposable
{
    private Task<IJSObjectReference>? _module;

    public async ValueTask CallAsync(string name, params object?[] arguments) =>
        await (await LoadAsync()).InvokeVoidAsync(name, arguments);

    public async ValueTask<string?> ReadAsync(string name, params object?[] arguments) =>
        await (await LoadAsync()).InvokeAsync<string?>(name, arguments);

    public async ValueTask<bool> AskAsync(string name, params object?[] arguments) =>
        await (await LoadAsync()).InvokeAsync<bool>(name, arguments);

    public async ValueTask DisposeAsync()
    {
        if (_module is { IsCompletedSuccessfully: true })
        {
            await (await _module).DisposeAsync();
        }
    }

    private Task<IJSObjectReference> LoadAsync() =>
        _module is null or { IsFaulted: true }
            ? _module = js.InvokeAsync<IJSObjectReference>("import", "./js/text2llm.js").AsTask()
            : _module;
}
