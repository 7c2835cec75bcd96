namespace Text2Llm.Web.Chat;

/// <summary>How long a wait is, in as few words as a button has room for.</summary>
internal static class WaitText
{
    public static string For(TimeSpan wait) => wait switch
    {
        { TotalSeconds: < 100 } => $"{Math.Ceiling(wait.TotalSeconds):0} s",
        { TotalMinutes: < 100 } => $"{Math.Ceiling(wait.TotalMinutes):0} min",
        _ => $"{Math.Ceiling(wait.TotalHours):0} h",
    };
}
