using System.Text;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Metering;

/// <summary>
/// Tokens guessed from text, where nobody has counted them yet; the provider's own figure replaces the guess as soon as it is there. The
/// rules follow how byte-pair vocabularies of today cut text (OpenAI's o200k is what the tests compare with, in a dozen languages and in code):
/// a short word with the space before it is one token, digits go by threes, signs by themselves, and scripts beyond Latin cost more by the letter.
/// A tokenizer would be exact for one family of models, wrong for the others, and slower than all else that the proxy does.
/// </summary>
internal static class TokenEstimate
{
    /// <summary>Tokens held for an answer whose length the caller did not limit.</summary>
    public const long UnlimitedAnswer = 2048;

    /// <summary>Tokens of one picture: what providers charge for one of about a megapixel.</summary>
    public const long Picture = 1500;

    /// <summary>Tokens that a message costs beside its text.</summary>
    public const long Message = 4;

    private const int LengthPerToken = 4;

    /// <summary>Tokens of an answer of this many bytes or characters, rounded up.</summary>
    public static long OfLength(long length) => (length + LengthPerToken - 1) / LengthPerToken;

    /// <summary>Tokens of a text.</summary>
    public static long OfText(ReadOnlySpan<byte> utf8) => new TokenCount().Add(utf8).Total;

    /// <summary>Tokens of a chat: its messages, its tools and the form it asks for.</summary>
    public static long OfChat(StreamChatRequest chat) =>
        chat.Messages.Sum(message => Message + message.Parts.Sum(OfPart))
        + chat.Tools.Sum(tool => Message + OfText(tool.Name) + OfText(tool.Description) + OfText(tool.ParametersJson))
        + OfText(chat.ResponseFormat?.JsonSchema?.SchemaJson ?? "");

    /// <summary>Tokens of a text.</summary>
    public static long OfText(string text) => OfText(Encoding.UTF8.GetBytes(text));

    /// <summary>
    /// Tokens of the longest answer that a chat asks for. Thoughts count towards the caller's limit where there is one; a budget of their own
    /// comes on top of an answer without.
    /// </summary>
    public static long OfAnswer(StreamChatRequest chat) =>
        chat.HasMaxOutputTokens ? chat.MaxOutputTokens : UnlimitedAnswer + (chat.Reasoning?.MaxTokens ?? 0);

    private static long OfPart(ContentPart part) => part.ContentCase switch
    {
        ContentPart.ContentOneofCase.Text => OfText(part.Text),
        ContentPart.ContentOneofCase.Image => Picture,
        ContentPart.ContentOneofCase.ToolCall => OfText(part.ToolCall.Name) + OfText(part.ToolCall.ArgumentsJson),
        ContentPart.ContentOneofCase.ToolResult => OfText(part.ToolResult.Text) + (Picture * part.ToolResult.Images.Count),
        ContentPart.ContentOneofCase.Thinking => OfText(part.Thinking.Text) + OfLength(part.Thinking.RedactedData.Length),
        _ => 0,
    };
}
