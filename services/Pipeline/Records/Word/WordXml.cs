using System.IO.Compression;
using System.Xml;

namespace Text2Llm.Pipeline.Records.Word;

/// <summary>Opens the parts of a Word document. No part may have a document type, and with it entities.</summary>
internal static class WordXml
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    };

    /// <summary>A part; null where the document has none of this name.</summary>
    public static XmlReader? Open(ZipArchive archive, string part, long maxBytes) =>
        archive.GetEntry(part) is { } entry ? XmlReader.Create(new BoundedStream(entry.Open(), maxBytes), Settings) : null;
}
