using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Chat.Translated;

/// <summary>Joins the pieces of what a model thought into the parts that a provider wants back.</summary>
internal static class ThinkingBlocks
{
    /// <summary>The parts: a signature ends one, and redacted thoughts are one of their own.</summary>
    public static IReadOnlyList<ThinkingDelta> Of(IEnumerable<StreamChatResponse> steps)
    {
        List<ThinkingDelta> blocks = [];
        var isOpen = false;
        foreach (var delta in steps.Select(step => step.ThinkingDelta).OfType<ThinkingDelta>())
        {
            if (delta.RedactedData.Length > 0 || !isOpen)
            {
                blocks.Add(delta.Clone());
            }
            else
            {
                blocks[^1].Text += delta.Text;
                blocks[^1].Signature = delta.Signature;
            }

            isOpen = delta.RedactedData.Length == 0 && delta.Signature.Length == 0;
        }

        return blocks;
    }
}
