using System.Buffers.Text;

namespace Text2Llm.Benchmarks.Upstream;

/// <summary>How a request wants to be answered. It says so in the model's name, which every gateway passes on.</summary>
/// <param name="Events">Events of a streamed answer; 0 for an answer in one piece.</param>
/// <param name="Milliseconds">The wait before an answer in one piece, or between the events of a streamed one, which begins at once.</param>
internal readonly record struct AnswerPlan(int Events, int Milliseconds)
{
    private static ReadOnlySpan<byte> ModelMark => "\"model\":\"bench-"u8;

    private static ReadOnlySpan<byte> UserMark => "\"user\":\""u8;

    /// <summary>The model's name that asks for this.</summary>
    public string Model => $"bench-{Events}x{Milliseconds}";

    public bool IsStreamed => Events > 0;

    /// <summary>Reads a request's body; false where it asks for nothing that is known here.</summary>
    /// <param name="body">An OpenAI chat completion request.</param>
    /// <param name="plan">What it asks for.</param>
    /// <param name="id">The request's id, which it carries as its user.</param>
    public static bool TryRead(ReadOnlySpan<byte> body, out AnswerPlan plan, out long id)
    {
        (plan, id) = (default, 0);
        var model = body.IndexOf(ModelMark);
        var user = body.IndexOf(UserMark);
        if (model < 0 || user < 0)
        {
            return false;
        }

        model += ModelMark.Length;
        if (!Utf8Parser.TryParse(body[model..], out int events, out var read)
            || !Utf8Parser.TryParse(body[(model + read + 1)..], out int milliseconds, out _)
            || !Utf8Parser.TryParse(body[(user + UserMark.Length)..], out id, out _))
        {
            return false;
        }

        plan = new AnswerPlan(events, milliseconds);
        return true;
    }
}
