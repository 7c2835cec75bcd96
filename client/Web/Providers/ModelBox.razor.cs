using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Text2Llm.Web.Providers;

/// <summary>A field for a model's name, with the provider's suggestions under it.</summary>
public partial class ModelBox
{
    private ElementReference _field;
    private IReadOnlyList<string> _shown = [];
    private bool _open;
    private int _active = -1;

    /// <summary>The model's name.</summary>
    [Parameter]
    public string Value { get; set; } = "";

    /// <summary>Raised when another name is typed or chosen.</summary>
    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    /// <summary>The names to suggest; any other may be typed all the same.</summary>
    [Parameter]
    public IReadOnlyList<string> Suggestions { get; set; } = [];

    /// <summary>Whether there is nothing to name a model of.</summary>
    [Parameter]
    public bool Disabled { get; set; }

    private bool IsOpen => _open && _shown.Count > 0;

    /// <summary>Puts the cursor into the field.</summary>
    /// <returns>A task that completes when it is there.</returns>
    public Task FocusAsync() => _field.FocusAsync().AsTask();

    private void OpenAll() => Open(Suggestions);

    private void Open(IReadOnlyList<string> shown)
    {
        _shown = shown;
        _open = true;
        _active = -1;
    }

    private void Close() => _open = false;

    private Task TypeAsync(ChangeEventArgs change)
    {
        var typed = (string?)change.Value ?? "";
        Open([.. Suggestions.Where(model => model.Contains(typed.Trim(), StringComparison.OrdinalIgnoreCase))]);
        return ValueChanged.InvokeAsync(typed);
    }

    private async Task PressAsync(KeyboardEventArgs key)
    {
        switch (key.Key)
        {
            case "ArrowDown" or "ArrowUp" when !IsOpen:
                OpenAll();
                break;
            case "ArrowDown":
                _active = (_active + 1) % _shown.Count;
                break;
            case "ArrowUp":
                _active = _active <= 0 ? _shown.Count - 1 : _active - 1;
                break;
            case "Enter" when IsOpen && _active >= 0:
                await ChooseAsync(_shown[_active]);
                break;
            case "Enter" or "Escape":
                Close();
                break;
        }
    }

    private Task ChooseAsync(string model)
    {
        Close();
        return ValueChanged.InvokeAsync(model);
    }
}
