using Microsoft.AspNetCore.Components;
using Text2Llm.Protos.V1;

namespace Text2Llm.Web.Providers;

/// <summary>Where provider, model and key are chosen; on a narrow page it folds into one line.</summary>
public sealed partial class ProviderBar
{
    private ElementReference _key;
    private ModelBox? _model;
    private bool _open = true;
    private bool _loaded;
    private bool _inUse;

    /// <summary>Why there are no providers to choose from, where that is so.</summary>
    [Parameter]
    public string? Problem { get; set; }

    /// <summary>Whether a chat has begun, and the page's room is better spent on it.</summary>
    [Parameter]
    public bool InUse { get; set; }

    /// <summary>Raised when the providers should be asked for again.</summary>
    [Parameter]
    public EventCallback OnReload { get; set; }

    private IReadOnlyList<string> Suggestions => Choice.Provider?.SuggestedModels ?? (IReadOnlyList<string>)[];

    private string Summary => Choice switch
    {
        _ when Problem is not null => "No providers",
        { Provider: null } => "Loading providers…",
        { Missing: MissingPart.Key or MissingPart.UsableKey } => $"{Choice.Provider.DisplayName} · enter your key",
        { Missing: MissingPart.Model } => $"{Choice.Provider.DisplayName} · choose a model",
        _ => $"{Choice.Provider.DisplayName} · {Choice.Model}",
    };

    private static string NameOf(Provider provider) =>
        provider.Outage is null ? provider.DisplayName : $"{provider.DisplayName} (switched off)";

    private static string PlaceholderOf(Provider provider) => provider.KeyForm.Length > 0 ? provider.KeyForm : "Paste it here";

    /// <inheritdoc />
    public void Dispose() => Choice.Changed -= Draw;

    /// <summary>Unfolds the bar and puts the cursor where something is missing.</summary>
    /// <returns>A task that completes when that is done.</returns>
    public async Task ShowMissingAsync()
    {
        _open = true;
        StateHasChanged();
        await Task.Yield();
        switch (Choice.Missing)
        {
            case MissingPart.Key or MissingPart.UsableKey:
                await _key.FocusAsync();
                break;
            case MissingPart.Model when _model is not null:
                await _model.FocusAsync();
                break;
        }
    }

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        Choice.Changed += Draw;
        FoldOnceReady();
    }

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (InUse && !_inUse)
        {
            _open = false;
        }

        _inUse = InUse;
    }

    private Task ChooseProviderAsync(ChangeEventArgs change) => Choice.ChooseProviderAsync((string?)change.Value ?? "");

    private void EnterKey(ChangeEventArgs change) => Choice.EnterKey((string?)change.Value ?? "");

    private void Draw() => _ = InvokeAsync(() =>
    {
        FoldOnceReady();
        StateHasChanged();
    });

    // Once the providers are there it is known whether anything is left to be filled in.
    private void FoldOnceReady()
    {
        if (!_loaded && Choice.Provider is not null)
        {
            _loaded = true;
            _open = Choice.Missing is not MissingPart.None;
        }
    }
}
