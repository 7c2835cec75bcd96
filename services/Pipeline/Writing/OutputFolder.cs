using Text2Llm.Pipeline.Reports;
using Text2Llm.Pipeline.Running;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Writing;

/// <summary>
/// The folder of a dataset, written beside its place and moved there as a whole. Beside books stands .books.text2llm while a run
/// writes: work (what stages leave for each other), data (what is being written), previous (the earlier dataset, between the two moves) and
/// lock. A run that did not come to its end leaves it, so that the next one goes on from there. A folder that cannot be moved (something is mounted there, or the one around it may not be written) has
/// the same within, in .text2llm, and its files are moved one by one.
/// </summary>
internal sealed class OutputFolder : IDisposable
{
    private const string WithinName = ".text2llm";

    private readonly string _path;
    private readonly string _staging;
    private readonly FileStream _lock;
    private readonly string? _firstMade;
    private readonly FileByFile? _fileByFile;
    private bool _keepWork;

    private OutputFolder(string path, string staging, FileStream held, string? firstMade)
    {
        _path = path;
        _staging = staging;
        _lock = held;
        _firstMade = firstMade;
        DataPath = Path.Combine(_staging, "data");
        WorkPath = Path.Combine(_staging, "work");
        _fileByFile = Path.GetDirectoryName(staging) == path ? new FileByFile(path, DataPath, PreviousPath) : null;
    }

    /// <summary>Where files are written until they are published.</summary>
    public string DataPath { get; }

    /// <summary>Where the stages leave files for each other.</summary>
    public string WorkPath { get; }

    private string PreviousPath => Path.Combine(_staging, "previous");

    /// <summary>The folder in which a run works: beside the output folder, or within one that cannot be moved.</summary>
    public static string StagingPath(string path) =>
        Path.GetDirectoryName(path) is not { } parent || IsFixed(path, parent)
            ? Path.Combine(path, WithinName)
            : Path.Combine(parent, $".{Path.GetFileName(path)}.text2llm");

    /// <summary>Why an output folder may not be written, or null: whatever it holds must come from an earlier run.</summary>
    public static string? Obstacle(string path)
    {
        if (Path.GetDirectoryName(path) is null)
        {
            return $"'{path}' is the root of the file system; name a folder of its own";
        }

        if (new FileInfo(path).LinkTarget is not null)
        {
            return $"'{path}' is a link that leads in a circle; name a folder";
        }

        if (File.Exists(path))
        {
            return $"'{path}' is a file; name a folder";
        }

        try
        {
            return Directory.Exists(path) ? ForeignEntry(path) ?? Unwritable(path) : Unwritable(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"the folder cannot be read: {exception.Message}";
        }
    }

    /// <summary>Brings the earlier dataset back, when a run was killed while it was setting it aside.</summary>
    /// <exception cref="RunFailedException">Another run is writing the same.</exception>
    public static void Restore(string path)
    {
        Restore(path, StagingPath(path));
    }

    internal static void Restore(string path, string staging)
    {
        if (Directory.Exists(Path.Combine(staging, "previous")) && (!Directory.Exists(path) || RealPath.IsWithin(staging, path)))
        {
            using var folder = new OutputFolder(path, staging, Lock(staging, path), firstMade: null);
            folder.Recover();
            folder._keepWork = Directory.Exists(folder.WorkPath);
        }
    }

    /// <summary>Begins to write a dataset.</summary>
    /// <exception cref="RunFailedException">Another run is writing the same.</exception>
    public static OutputFolder Stage(string path) => Stage(path, StagingPath(path));

    internal static OutputFolder Stage(string path, string staging)
    {
        var firstMade = FirstMissing(Path.GetDirectoryName(path)!);
        Directory.CreateDirectory(staging);
        var folder = new OutputFolder(path, staging, Lock(staging, path), firstMade);
        try
        {
            folder.Recover();
            Directory.CreateDirectory(folder.DataPath);
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Leaves what has been done for the next run to go on from.</summary>
    public void KeepWork() => _keepWork = true;

    /// <summary>Removes what a run of another job, or on other files, has left.</summary>
    public void ClearWork()
    {
        foreach (var leftover in new[] { WorkPath, DataPath })
        {
            if (Directory.Exists(leftover))
            {
                Directory.Delete(leftover, recursive: true);
            }
        }

        Directory.CreateDirectory(DataPath);
    }

    /// <summary>Puts what was written in the place of what was there.</summary>
    /// <exception cref="RunFailedException">Somebody has put something into the folder meanwhile.</exception>
    public void Publish()
    {
        if (Obstacle(_path) is { } obstacle)
        {
            throw new RunFailedException(obstacle);
        }

        if (_fileByFile is null && Directory.Exists(_path))
        {
            Directory.Move(_path, PreviousPath);
        }

        try
        {
            if (_fileByFile is null)
            {
                Directory.Move(DataPath, _path);
            }
            else
            {
                _fileByFile.Publish();
            }
        }
        catch
        {
            Recover();
            throw;
        }
    }

    public void Dispose()
    {
        try
        {
            // The earlier dataset, if it could not be brought back, is left for the next run to do so.
            if (!_keepWork && (_fileByFile is null ? Directory.Exists(_path) || !Directory.Exists(PreviousPath) : !_fileByFile.IsHalfway))
            {
                Directory.Delete(_staging, recursive: true);
                RemoveMadeFolders();
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What is left is hidden and harmless, and the next run removes it.
        }
        finally
        {
            _lock.Dispose();
        }
    }

    private static FileStream Lock(string staging, string path)
    {
        try
        {
            return new FileStream(Path.Combine(staging, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (File.Exists(Path.Combine(staging, "lock")))
        {
            throw new RunFailedException($"another run is writing {path}", exception);
        }
    }

    // A run that was killed between the two moves of Publish has left the earlier dataset aside.
    private void Recover()
    {
        _fileByFile?.Recover();
        if (Directory.Exists(PreviousPath) && !Directory.Exists(_path))
        {
            Directory.Move(PreviousPath, _path);
        }

        // When a killed run has left both, the new dataset is in its place.
        if (Directory.Exists(PreviousPath))
        {
            Directory.Delete(PreviousPath, recursive: true);
        }
    }

    private static bool IsFixed(string path, string parent) =>
        Directory.Exists(path) && (FileStatus.Of(path) is { IsMountPoint: true } || !FileStatus.MayWrite(parent));

    private static string? ForeignEntry(string path)
    {
        var entries = Directory.EnumerateFileSystemEntries(path);
        var names = entries.Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal).ToList();
        names.Remove(WithinName);
        if (FileStatus.Of(path) is { IsMountPoint: true })
        {
            names.Remove("lost+found"); // The file system's own.
        }

        if (names.Count == 0)
        {
            return null;
        }

        var ours = ReportFiles.NamesOfEarlierRun(path);
        return ours is null
            ? $"'{path}' holds files that no earlier run wrote, such as {names[0]}; name a new or empty folder"
            : names.Find(name => !ours.Contains(name)) is { } foreign
                ? $"'{path}' holds {foreign}, which no earlier run wrote; move it away or name another folder"
                : null;
    }

    // Told before anything is read, which may take hours.
    private static string? Unwritable(string path)
    {
        var folder = Path.GetDirectoryName(StagingPath(path))!;
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } parent)
        {
            folder = parent;
        }

        return FileStatus.MayWrite(folder) ? null : $"'{folder}' may not be written";
    }

    private static string? FirstMissing(string path)
    {
        string? missing = null;
        for (var folder = path; folder is not null && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
        {
            missing = folder;
        }

        return missing;
    }

    // A run that wrote nothing leaves no empty folders either.
    private void RemoveMadeFolders()
    {
        if (_firstMade is null)
        {
            return;
        }

        for (var folder = Path.GetDirectoryName(_path)!;
            folder.Length >= _firstMade.Length && !Directory.EnumerateFileSystemEntries(folder).Any();
            folder = Path.GetDirectoryName(folder)!)
        {
            Directory.Delete(folder);
        }
    }
}
