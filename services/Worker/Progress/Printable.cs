namespace Text2Llm.Worker.Progress;

/// <summary>Keeps control characters, which file names may have, away from the terminal.</summary>
internal static class Printable
{
    /// <summary>Text that stays on its line.</summary>
    public static string Line(string text) => Replace(text, keepLines: false);

    /// <summary>Text of several lines.</summary>
    public static string Text(string text) => Replace(text, keepLines: true);

    private static string Replace(string text, bool keepLines) => string.Create(text.Length, (text, keepLines), static (span, state) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            var character = state.text[i];
            span[i] = char.IsControl(character) && !(state.keepLines && character == '\n') ? '\uFFFD' : character;
        }
    });
}
