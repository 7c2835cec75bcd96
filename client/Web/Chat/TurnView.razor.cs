using System.Globalization;
using Microsoft.AspNetCore.Components;
using Text2Llm.Agent.Chats;
using Text2Llm.Agent.Conversations;

namespace Text2Llm.Web.Chat;

/// <summary>A turn: what was asked, and its answer as it arrives, drawn at most once for each of the browser's frames.</summary>
public sealed partial class TurnView
{
    private Turn? _followed;
    private bool _drawing;
    private bool _gone;

    /// <summary>The turn.</summary>
    [Parameter, EditorRequired]
    public Turn Turn { get; set; } = null!;

    /// <summary>Raised when the failed turn is to be tried again; without it there is no button.</summary>
    [Parameter]
    public EventCallback OnRetry { get; set; }

    private string State => Turn.State switch
    {
        TurnState.Waiting => "waiting",
        TurnState.Streaming => "streaming",
        TurnState.Complete => "complete",
        TurnState.Stopped => "stopped",
        _ => "failed",
    };

    // A turn that failed before anything came has nothing to be said of its answer.
    private bool HasFooter => Turn.State is not TurnState.Waiting && (Turn.State is not TurnState.Failed || Turn.Answer.Length > 0);

    private string? Remark => Turn switch
    {
        { State: TurnState.Stopped } => "Stopped",
        { FinishReason: FinishReason.Length } => "Cut off at the model's limit",
        { FinishReason: FinishReason.ContentFilter } => "Withheld in part by the provider",
        { State: TurnState.Complete } when string.IsNullOrWhiteSpace(Turn.Answer) => "The answer is empty",
        _ => null,
    };

    /// <inheritdoc />
    public void Dispose()
    {
        _gone = true;
        Turn.Changed -= DrawSoon;
    }

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (_followed != Turn)
        {
            if (_followed is not null)
            {
                _followed.Changed -= DrawSoon;
            }

            _followed = Turn;
            Turn.Changed += DrawSoon;
        }
    }

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private void DrawSoon()
    {
        if (!_drawing)
        {
            _drawing = true;
            _ = InvokeAsync(DrawAtNextFrameAsync);
        }
    }

    private async Task DrawAtNextFrameAsync()
    {
        await Frames.NextAsync();
        _drawing = false;
        if (!_gone)
        {
            StateHasChanged();
        }
    }
}
