using Microsoft.AspNetCore.Components;
using Text2Llm.Agent.Chats;

namespace Text2Llm.Web.Chat;

/// <summary>What went wrong with a turn, and when it is worth another try.</summary>
public sealed partial class FailureNotice
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _gone = new();
    private ChatFailure? _counted;
    private TimeSpan _wait;

    /// <summary>Why the turn failed.</summary>
    [Parameter, EditorRequired]
    public ChatFailure Failure { get; set; } = null!;

    /// <summary>The name of the provider that was asked.</summary>
    [Parameter, EditorRequired]
    public string Provider { get; set; } = "";

    /// <summary>Raised when the turn is to be tried again; without it there is no button.</summary>
    [Parameter]
    public EventCallback OnRetry { get; set; }

    /// <inheritdoc />
    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (!ReferenceEquals(_counted, Failure))
        {
            _counted = Failure;
            _wait = Failure.RetryAfter ?? TimeSpan.Zero;
            _ = CountDownAsync(Failure, Time.GetUtcNow() + _wait);
        }
    }

    private async Task CountDownAsync(ChatFailure failure, DateTimeOffset until)
    {
        using var timer = new PeriodicTimer(Tick, Time);
        try
        {
            while (_wait > TimeSpan.Zero && await timer.WaitForNextTickAsync(_gone.Token) && ReferenceEquals(_counted, failure))
            {
                _wait = until - Time.GetUtcNow();
                await InvokeAsync(StateHasChanged);
            }
        }
        catch (OperationCanceledException)
        {
            // The notice is gone, and nobody is waiting with it.
        }
    }
}
