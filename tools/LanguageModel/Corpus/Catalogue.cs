using System.Text;

namespace Text2Llm.LanguageModel.Corpus;

/// <summary>Reads gettext's compiled catalogues.</summary>
internal static class Catalogue
{
    private const int Magic = unchecked((int)0x950412de);

    /// <summary>The texts of a catalogue and their translations, plurals as lines.</summary>
    public static IEnumerable<(string Text, string Translation)> Read(byte[] file)
    {
        if (file.Length < 20 || Int32(file, 0) != Magic)
        {
            yield break;
        }

        var (count, texts, translations) = (Int32(file, 8), Int32(file, 12), Int32(file, 16));
        for (var i = 0; i < count; i++)
        {
            var text = At(file, texts + (8 * i));
            if (text.Length > 0)
            {
                // What a translator is told of a text's place stands before it.
                yield return (text[(text.IndexOf('\u0004') + 1)..], At(file, translations + (8 * i)));
            }
        }
    }

    private static string At(byte[] file, int entry) =>
        Encoding.UTF8.GetString(file, Int32(file, entry + 4), Int32(file, entry)).Replace('\0', '\n');

    private static int Int32(byte[] file, int at) => BitConverter.ToInt32(file, at);
}
