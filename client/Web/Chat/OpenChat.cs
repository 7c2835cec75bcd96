using Text2Llm.Agent.Chats;
using Text2Llm.Agent.Conversations;

namespace Text2Llm.Web.Chat;

/// <summary>The chat on the page, and the one before it in case it was left by mistake.</summary>
internal sealed class OpenChat(IChatTransport transport)
{
    private string? _ownerId;
    private Conversation? _previous;

    public Conversation Current { get; private set; } = new(transport);

    /// <summary>Whether there is a chat to go back to.</summary>
    public bool CanGoBack => _previous is not null && Current.Turns.Count == 0;

    /// <summary>Begins a new chat.</summary>
    public void StartNew()
    {
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

    /// <summary>Gives the page to a person; false where it was another's, whose chats are then gone.</summary>
    public bool BelongTo(string userId)
    {
        var sameAsBefore = _ownerId is null || _ownerId == userId;
        if (!sameAsBefore)
        {
            Clear();
        }

        _ownerId = userId;
        return sameAsBefore;
    }

    public void Clear()
    {
        _ownerId = null;
        _previous = null;
        Current = new Conversation(transport);
    }
}
