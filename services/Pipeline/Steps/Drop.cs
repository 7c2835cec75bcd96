using System.Globalization;

namespace Text2Llm.Pipeline.Steps;

/// <summary>Why a step drops a record.</summary>
/// <param name="reason">The reason's name for counts, for instance <c>gopherQuality.meanWordLength</c>; from a fixed set, never of the text.</param>
/// <param name="detail">What was found. Most drops are only counted: it becomes a text when somebody asks for it.</param>
internal sealed class Drop(string reason, FormattableString? detail = null)
{
    /// <summary>The reason's name.</summary>
    public string Reason => reason;

    /// <summary>What was found, for whoever looks at the dropped record: <c>mean word length 12.4</c>.</summary>
    public string? Detail => detail?.ToString(CultureInfo.InvariantCulture);
}
