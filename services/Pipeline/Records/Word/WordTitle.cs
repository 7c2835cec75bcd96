using System.IO.Compression;

namespace Text2Llm.Pipeline.Records.Word;

/// <summary>Finds the title that a Word document says it has.</summary>
internal static class WordTitle
{
    private const int MaxBytes = 1024 * 1024;

    public static string? Of(ZipArchive archive)
    {
        using var xml = WordXml.Open(archive, "docProps/core.xml", MaxBytes);
        return xml is not null && xml.ReadToFollowing("title", "http://purl.org/dc/elements/1.1/")
            && xml.ReadElementContentAsString().Trim() is { Length: > 0 } title
            ? title
            : null;
    }
}
