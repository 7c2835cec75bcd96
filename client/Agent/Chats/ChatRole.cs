namespace Text2Llm.Agent.Chats;

/// <summary>Who speaks in a message.</summary>
public enum ChatRole
{
    /// <summary>The person.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,
}
