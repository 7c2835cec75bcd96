using Text2Llm.Pipeline.Reports;

namespace Text2Llm.Pipeline.Writing;

/// <summary>
/// Puts a dataset in the place of an earlier one where the folder itself cannot be moved: file by file, each by a rename. The earlier
/// report goes last and the new one comes last, so that what a killed run leaves tells how far it was.
/// </summary>
/// <param name="path">The folder of the dataset.</param>
/// <param name="data">The folder of the new files.</param>
/// <param name="previous">The folder into which the earlier ones are set aside.</param>
internal sealed class FileByFile(string path, string data, string previous)
{
    /// <summary>Whether a run has begun to exchange the files and has not come to the end.</summary>
    public bool IsHalfway => Directory.Exists(previous) && HasReport(data);

    public void Publish()
    {
        Directory.CreateDirectory(previous);
        var earlier = ReportFiles.NamesOfEarlierRun(path) ?? new HashSet<string>();
        Move(earlier.Where(name => IsThere(Path.Combine(path, name))), path, previous, reportFirst: false);
        Move(NamesIn(data), data, path, reportFirst: false);
    }

    /// <summary>Brings the earlier files back, when a run was ended halfway. It may be ended itself, and begin again.</summary>
    public void Recover()
    {
        if (!IsHalfway)
        {
            return;
        }

        if (!HasReport(path))
        {
            // All earlier files were set aside, if there were any: what is there is new.
            var made = (ReportFiles.NamesOfEarlierRun(data) ?? new HashSet<string>()).Select(name => Path.Combine(path, name));
            foreach (var entry in made.Where(IsThere))
            {
                Remove(entry);
            }
        }

        Move(NamesIn(previous), previous, path, reportFirst: true);
    }

    private static bool HasReport(string folder) => File.Exists(Path.Combine(folder, ReportFiles.JsonName));

    private static IEnumerable<string> NamesIn(string folder) =>
        Directory.GetFileSystemEntries(folder).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal);

    private static void Move(IEnumerable<string> names, string from, string to, bool reportFirst)
    {
        foreach (var name in names.OrderBy(name => (name == ReportFiles.JsonName) != reportFirst).ToList())
        {
            var (source, target) = (Path.Combine(from, name), Path.Combine(to, name));
            if (Directory.Exists(source))
            {
                Directory.Move(source, target); // The dropped records.
            }
            else
            {
                File.Move(source, target);
            }
        }
    }

    // Only the dropped records have a folder; another of a file's name is somebody's.
    private static bool IsThere(string entry) =>
        Path.GetFileName(entry) == DroppedStage.FolderName ? Directory.Exists(entry) : File.Exists(entry);

    private static void Remove(string entry)
    {
        if (Path.GetFileName(entry) != DroppedStage.FolderName)
        {
            File.Delete(entry);
        }
        else
        {
            Directory.Delete(entry, recursive: true);
        }
    }
}
