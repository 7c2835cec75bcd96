using Text2Llm.Agent.Chats;
using Text2Llm.Agent.Conversations;
using Text2Llm.Web.SignIn;

namespace Text2Llm.Web.Chat;

/// <summary>The chat on the page, and the one before it in case it was left by mistake.</summary>
internal sealed class OpenChat(IChatTransport transport)
{
    private SessionUser? _owner;
    private Conversation? _previous;
    private CancellationTokenSource? _stopping;

    public Conversation Current { get; private set; } = new(transport);

    /// <summary>Whether there is a chat to go back to.</summary>
    public bool CanGoBack => _previous is not null && Current.Turns.Count == 0;

    /// <summary>Follows a turn of the chat to its end, or until it is stopped; it outlives the page that shows it.</summary>
    public async Task RunAsync(Func<CancellationToken, Task> turn)
    {
        using var stopping = new CancellationTokenSource();
        _stopping = stopping;
        try
        {
            await turn(stopping.Token);
        }
        finally
        {
            if (_stopping == stopping)
            {
                _stopping = null;
            }
        }
    }

    /// <summary>Stops the running turn, if there is one.</summary>
    public void Stop() => _stopping?.Cancel();

    /// <summary>Begins a new chat; a running turn is stopped.</summary>
    public void StartNew()
    {
        Stop();
        if (Current.Turns.Count > 0)
        {
            _previous = Current;
            Current = new Conversation(transport);
        }
    }

    /// <summary>Goes back to the chat before.</summary>
    public void GoBack()
    {
        if (CanGoBack)
        {
            (Current, _previous) = (_previous!, null);
        }
    }

    /// <summary>
    /// Gives the page to a person; false where it was another's, whose chats are then gone. A guest whose session ended is a new user
    /// afterwards, so what a guest began stays with whoever goes on at this page.
    /// </summary>
    public bool BelongTo(SessionUser user)
    {
        var goesOn = _owner is null or { IsAnonymous: true } || _owner.Id == user.Id;
        if (!goesOn)
        {
            Clear();
        }

        _owner = user;
        return goesOn;
    }

    /// <summary>Forgets every chat; a running turn is stopped.</summary>
    public void Clear()
    {
        Stop();
        _owner = null;
        _previous = null;
        Current = new Conversation(transport);
    }
}
