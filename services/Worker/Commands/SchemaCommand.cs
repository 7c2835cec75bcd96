using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Text2Llm.Pipeline.Jobs.Schema;

namespace Text2Llm.Worker.Commands;

/// <summary>Prints the JSON Schema of a job file, by which editors complete and check it while it is written.</summary>
internal static class SchemaCommand
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create()
    {
        var command = new Command("schema", "Prints the JSON Schema of a job file, for editors.");
        command.SetAction(async (_, _) =>
        {
            await using var xml = typeof(SchemaCommand).Assembly.GetManifestResourceStream("documentation.xml")!;
            await Console.Out.WriteLineAsync(JobSchema.Create(JobDocumentation.Read(xml)).ToJsonString(Readable)).ConfigureAwait(false);
            return ExitCodes.Done;
        });
        return command;
    }
}
