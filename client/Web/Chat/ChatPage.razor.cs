using Microsoft.AspNetCore.Components;
using Text2Llm.Agent.Chats;
using Text2Llm.Agent.Conversations;
using Text2Llm.Web.Providers;

namespace Text2Llm.Web.Chat;

/// <summary>The page a person chats on.</summary>
public sealed partial class ChatPage
{
    private readonly CancellationTokenSource _gone = new();
    private ElementReference _scroller;
    private ProviderBar? _bar;
    private Composer? _composer;
    private Conversation? _followed;
    private string? _providersProblem;
    private string? _notice;

    private Conversation Conversation => Chat.Current;

    private EventCallback GoBack =>
        Chat.CanGoBack ? EventCallback.Factory.Create(this, GoBackAsync) : default;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        _gone.Dispose();
        Choice.Changed -= ForgetNotice;
        if (_followed is not null)
        {
            _followed.Changed -= Draw;
        }

        // The chat may outlive this page: while a session that ended is begun anew, it is still there to be lost.
        await LeaveGuard.SetAsync(Conversation.Turns.Count > 0);
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        if (Account.User is { } user && !Chat.BelongTo(user))
        {
            Choice.ForgetKeys();
        }

        Choice.Changed += ForgetNotice;
        Follow();
        await LoadProvidersAsync();
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Viewport.FollowEndAsync(_scroller);
        }

        await LeaveGuard.SetAsync(Conversation.Turns.Count > 0);
    }

    private async Task LoadProvidersAsync()
    {
        try
        {
            _providersProblem = null;
            await Choice.OfferAsync(await Catalog.ListAsync(_gone.Token));
            if (Choice.Providers.Count == 0)
            {
                _providersProblem = "This installation has no providers yet.";
            }
        }
        catch (ChatFailedException failed)
        {
            _providersProblem = FailureSentence.For(failed.Failure.Reason, "The provider");
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone, and the providers with it.
        }
    }

    private bool TrySend(string prompt)
    {
        _notice = Obstacle(prompt);
        if (_notice is not null)
        {
            StateHasChanged();
            return false;
        }

        var target = Choice.Target;
        _ = RunAsync(stop => Conversation.SendAsync(prompt, target, stop));
        return true;
    }

    private string? Obstacle(string prompt)
    {
        if (Choice.Missing is not MissingPart.None)
        {
            _ = _bar?.ShowMissingAsync();
            return Choice.Missing switch
            {
                MissingPart.Key => $"Enter your {Choice.Provider?.DisplayName} key first.",
                MissingPart.UsableKey => "This key holds characters that no key has; copy it again.",
                MissingPart.Model => "Choose a model first.",
                _ => "There is no provider to send to yet.",
            };
        }

        var size = ChatWire.SizeOf(Conversation.Draft(prompt, Choice.Target));
        return size <= ChatWire.MaxRequestBytes
            ? null
            : $"Too long to send: with the chat so far this makes {Kilobytes(size)} KB, and {Kilobytes(ChatWire.MaxRequestBytes)} KB "
              + "can be sent at once. Shorten it, or start a new chat.";
    }

    private static int Kilobytes(int bytes) => (bytes + 1023) / 1024;

    private EventCallback RetryOf(Turn turn) =>
        Conversation.CanRetry && turn == Conversation.Turns[^1] ? EventCallback.Factory.Create(this, Retry) : default;

    private Task Retry()
    {
        if (Choice.Missing is not MissingPart.None)
        {
            _notice = Obstacle(Conversation.Turns[^1].Prompt);
            return Task.CompletedTask;
        }

        var target = Choice.Target;
        _ = RunAsync(stop => Conversation.RetryAsync(target, stop));
        return FocusComposerAsync();
    }

    private async Task RunAsync(Func<CancellationToken, Task> turn)
    {
        try
        {
            var running = Chat.RunAsync(turn);
            await Viewport.ToEndAsync(_scroller);
            await running;
        }
        catch (Exception defect)
        {
            await DispatchExceptionAsync(defect);
        }
    }

    private Task StartNewAsync()
    {
        Open(Chat.StartNew);
        return FocusComposerAsync();
    }

    private Task GoBackAsync()
    {
        Open(Chat.GoBack);
        return FocusComposerAsync();
    }

    private Task StopAsync()
    {
        Chat.Stop();
        return FocusComposerAsync();
    }

    private void Open(Action open)
    {
        open();
        _notice = null;
        Follow();
    }

    private void Follow()
    {
        if (_followed is not null)
        {
            _followed.Changed -= Draw;
        }

        _followed = Conversation;
        _followed.Changed += Draw;
    }

    private void Draw() => _ = InvokeAsync(StateHasChanged);

    private void ForgetNotice()
    {
        if (_notice is not null)
        {
            _notice = null;
            Draw();
        }
    }

    private Task AddToComposerAsync(string text) => _composer?.AddAsync(text) ?? Task.CompletedTask;

    private Task FocusComposerAsync() => _composer?.FocusAsync() ?? Task.CompletedTask;

    private async Task SignOutAsync()
    {
        Chat.Clear();
        Choice.ForgetKeys();
        await Account.SignOutAsync(CancellationToken.None);
    }
}
