using Microsoft.AspNetCore.Components;

namespace Text2Llm.Web.Chat;

/// <summary>Where messages are written, sent and stopped.</summary>
public partial class Composer
{
    private ElementReference _form;
    private ElementReference _field;
    private string _text = "";

    /// <summary>Whether a turn is running: there is one to stop, and none can be sent.</summary>
    [Parameter]
    public bool IsRunning { get; set; }

    /// <summary>Why the text could not be sent.</summary>
    [Parameter]
    public string? Notice { get; set; }

    /// <summary>Sends a text; false leaves it where it is.</summary>
    [Parameter, EditorRequired]
    public Func<string, bool> OnSend { get; set; } = null!;

    /// <summary>Raised when the running turn is to be stopped.</summary>
    [Parameter]
    public EventCallback OnStop { get; set; }

    /// <summary>Puts a text into the field, for the person to go on from.</summary>
    /// <param name="text">The text.</param>
    /// <returns>A task that completes when it is there.</returns>
    public async Task FillAsync(string text)
    {
        _text = text;
        StateHasChanged();
        await RefreshFieldAsync();
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Field.WireAsync(_form, _field);
            await Field.FocusAsync(_field);
        }
    }

    private async Task SendAsync()
    {
        if (!IsRunning && !string.IsNullOrWhiteSpace(_text) && OnSend(_text.Trim()))
        {
            _text = "";
            StateHasChanged();
            await RefreshFieldAsync();
        }
    }

    private async Task RefreshFieldAsync()
    {
        await Field.FitAsync(_field);
        await Field.FocusAsync(_field);
    }
}
