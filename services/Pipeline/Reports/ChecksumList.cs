using System.Security.Cryptography;
using System.Text;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Reports;

/// <summary>Writes the SHA-256 of each of a dataset's files, as <c>sha256sum --check</c> takes it. To be written last.</summary>
internal sealed class ChecksumList(IFileStore output)
{
    public const string FileName = "SHA256SUMS";

    public async Task WriteAsync(DatasetReport report, CancellationToken cancellationToken)
    {
        var lines = new StringBuilder();
        foreach (var file in report.Outputs)
        {
            lines.Append(Line(file.Sha256, file.Name));
        }

        // These are small beside the data, whose files are not read again.
        foreach (var name in await OthersAsync(report, cancellationToken).ConfigureAwait(false))
        {
            var content = await output.OpenAsync(name, cancellationToken).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                var hash = await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false);
                lines.Append(Line(Convert.ToHexStringLower(hash), name));
            }
        }

        await output.WriteBytesAsync(FileName, Encoding.UTF8.GetBytes(lines.ToString()), cancellationToken).ConfigureAwait(false);
    }

    private static string Line(string sha256, string name) => $"{sha256}  {name}\n";

    private async Task<List<string>> OthersAsync(DatasetReport report, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await foreach (var file in output.ListAsync(DroppedStage.FolderName + "/", cancellationToken).ConfigureAwait(false))
        {
            names.Add(file.Name);
        }

        if (report.Rejects is { } rejects)
        {
            names.Add(rejects);
        }

        names.AddRange(ReportFiles.Names);
        return names;
    }
}
