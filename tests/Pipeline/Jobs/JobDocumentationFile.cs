using Text2Llm.Pipeline.Jobs.Schema;

namespace Text2Llm.Pipeline.Tests.Jobs;

/// <summary>The engine's documentation, as the compiler has written it beside the tests.</summary>
internal static class JobDocumentationFile
{
    public static JobDocumentation Read()
    {
        using var xml = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Text2Llm.Pipeline.xml"));
        return JobDocumentation.Read(xml);
    }
}
