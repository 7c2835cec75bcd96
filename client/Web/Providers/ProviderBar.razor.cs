using Microsoft.AspNetCore.Components;

namespace Text2Llm.Web.Providers;

/// <summary>Where provider, model and key are chosen; on a narrow page it folds into one line.</summary>
public partial class ProviderBar
{
    private ElementReference _key;
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

    /// <summary>Raised after every change of the choice.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    private IReadOnlyList<string> Suggestions => Choice.Provider?.SuggestedModels ?? (IReadOnlyList<string>)[];

    private string Summary => Choice switch
    {
        _ when Problem is not null => "No providers",
        { Provider: null } => "Loading providers…",
        { Missing: MissingPart.Key } => $"{Choice.Provider.DisplayName} · enter your key",
        { Missing: MissingPart.Model } => $"{Choice.Provider.DisplayName} · choose a model",
        _ => $"{Choice.Provider.DisplayName} · {Choice.Model}",
    };

    /// <summary>Unfolds the bar and puts the cursor where something is missing.</summary>
    /// <returns>A task that completes when that is done.</returns>
    public async Task ShowMissingAsync()
    {
        _open = true;
        StateHasChanged();
        if (Choice.Missing is MissingPart.Key)
        {
            await Task.Yield();
            await _key.FocusAsync();
        }
    }

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (!_loaded && Choice.Provider is not null)
        {
            _loaded = true;
            _open = Choice.Missing is not MissingPart.None;
        }

        if (InUse && !_inUse)
        {
            _open = false;
        }

        _inUse = InUse;
    }

    private async Task ChooseProviderAsync(ChangeEventArgs change)
    {
        await Choice.ChooseProviderAsync((string?)change.Value ?? "");
        await OnChanged.InvokeAsync();
    }

    private async Task ChooseModelAsync(string model)
    {
        await Choice.ChooseModelAsync(model);
        await OnChanged.InvokeAsync();
    }

    private Task EnterKeyAsync(ChangeEventArgs change)
    {
        Choice.EnterKey((string?)change.Value ?? "");
        return OnChanged.InvokeAsync();
    }
}
