namespace Text2Llm.Agent.Conversations;

/// <summary>How far a turn has come.</summary>
public enum TurnState
{
    /// <summary>Sent; nothing has come back yet.</summary>
    Waiting,

    /// <summary>The answer is arriving.</summary>
    Streaming,

    /// <summary>The answer is whole.</summary>
    Complete,

    /// <summary>The person stopped it; what had arrived is kept.</summary>
    Stopped,

    /// <summary>It failed; what had arrived is kept, and it can be tried again.</summary>
    Failed,
}
