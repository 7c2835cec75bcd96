using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

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

    /// <summary>Puts a text into the field for the person to go on from, after what they have written there.</summary>
    /// <param name="text">The text.</param>
    /// <returns>A task that completes when it is there.</returns>
    public async Task AddAsync(string text)
    {
        _text = string.IsNullOrWhiteSpace(_text) ? text : $"{_text.TrimEnd()}\n\n{text}";
        StateHasChanged();
        await RefreshFieldAsync();
    }

    /// <summary>Puts the cursor into the field.</summary>
    /// <returns>A task that completes when it is there.</returns>
    public Task FocusAsync() => Field.FocusAsync(_field).AsTask();

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

    // Stop stands where Send stood: the second click of a double click on Send is not meant for it.
    private Task StopAsync(MouseEventArgs click) => click.Detail > 1 ? Task.CompletedTask : OnStop.InvokeAsync();

    private async Task RefreshFieldAsync()
    {
        await Field.FitAsync(_field);
        await Field.FocusAsync(_field);
    }
}
