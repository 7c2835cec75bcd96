using System.Text;
using Text2Llm.Pipeline.PersonalData;

namespace Text2Llm.Pipeline.Tests.PersonalData;

/// <summary>A text and what is to be found in it. Written as one text in which <c>«email:…»</c> marks what is to be found.</summary>
/// <param name="Text">The text without its marks.</param>
/// <param name="Expected">What is to be found, in order.</param>
internal sealed record LabelledText(string Text, IReadOnlyList<Finding> Expected)
{
    public static LabelledText Parse(string marked)
    {
        var (text, expected) = (new StringBuilder(), new List<Finding>());
        for (var position = 0; position < marked.Length;)
        {
            var open = marked.IndexOf('«', position);
            if (open < 0)
            {
                text.Append(marked, position, marked.Length - position);
                break;
            }

            var (colon, close) = (marked.IndexOf(':', open), marked.IndexOf('»', open));
            text.Append(marked, position, open - position);
            var start = text.Length;
            text.Append(marked, colon + 1, close - colon - 1);
            expected.Add(new Finding(Enum.Parse<PersonalDataKind>(marked[(open + 1)..colon], ignoreCase: true), start, text.Length));
            position = close + 1;
        }

        return new LabelledText(text.ToString(), expected);
    }
}
