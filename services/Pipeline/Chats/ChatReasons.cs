namespace Text2Llm.Pipeline.Chats;

/// <summary>Why records are dropped for how they are built, as counts have it.</summary>
internal static class ChatReasons
{
    /// <summary>A turn's role is none that is known.</summary>
    public const string UnknownRole = "chat.unknownRole";

    /// <summary>A turn says nothing.</summary>
    public const string EmptyTurn = "chat.emptyTurn";

    /// <summary>The system speaks later than first.</summary>
    public const string SystemNotFirst = "chat.systemNotFirst";

    /// <summary>User and assistant do not take turns, or the user does not begin, or a tool answers nobody.</summary>
    public const string RoleOrder = "chat.roleOrder";

    /// <summary>A tool was called and did not answer.</summary>
    public const string UnansweredCall = "chat.unansweredCall";

    /// <summary>The user says nothing in it.</summary>
    public const string NoUser = "chat.noUser";

    /// <summary>The last turn is not the assistant's.</summary>
    public const string NoAnswer = "chat.noAnswer";

    /// <summary>The answer to an instruction or a prompt is empty.</summary>
    public const string EmptyAnswer = "chat.emptyAnswer";

    /// <summary>The better and the worse answer are the same.</summary>
    public const string SameAnswers = "chat.sameAnswers";
}
