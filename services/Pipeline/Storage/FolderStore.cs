using System.Globalization;
using System.Runtime.CompilerServices;

namespace Text2Llm.Pipeline.Storage;

/// <summary>Keeps files in a folder, which is made with the first of them. What is being written has a name of its own until it is whole.</summary>
/// <param name="root">The folder.</param>
/// <param name="durable">
/// Whether a file that is complete is safe from a power cut. It costs a wait for the disk each; what is checked before it is used and can be
/// made again does without.
/// </param>
public sealed class FolderStore(string root, bool durable = true) : IFileStore
{
    internal const string PendingSuffix = ".pending";

    private const int ReadBytes = 1024 * 1024;

    /// <inheritdoc/>
    public bool IsNear => true;

    /// <summary>The folder.</summary>
    public string Root => root;

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredFile> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var files = Files().Select(file => (Name: NameOf(file), File: file))
            .Where(file => file.Name.StartsWith(prefix, StringComparison.Ordinal) && !IsPending(file.Name))
            .OrderBy(file => file.Name, StringComparer.Ordinal);
        foreach (var (name, file) in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Found(name, file);
        }
    }

    /// <inheritdoc/>
    public ValueTask<StoredFile?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var file = new FileInfo(PathOf(name));
        return ValueTask.FromResult(file.Exists ? Found(name, file) : null);
    }

    /// <inheritdoc/>
    public ValueTask<Stream> OpenAsync(string name, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        try
        {
            return ValueTask.FromResult<Stream>(
                new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, ReadBytes, FileOptions.SequentialScan));
        }
        catch (DirectoryNotFoundException exception)
        {
            throw new FileNotFoundException(exception.Message, path, exception);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Stream> OpenAsync(StoredFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        var content = await OpenAsync(file.Name, cancellationToken).ConfigureAwait(false);
        if (file.Version is null || await FindAsync(file.Name, cancellationToken).ConfigureAwait(false) == file)
        {
            return content;
        }

        await content.DisposeAsync().ConfigureAwait(false);
        throw new IOException($"{PathOf(file.Name)} was changed since it was found");
    }

    /// <inheritdoc/>
    public ValueTask<IPendingFile> CreateAsync(string name, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return ValueTask.FromResult<IPendingFile>(new PendingFolderFile(path, durable));
    }

    /// <inheritdoc/>
    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            File.Delete(PathOf(name));
        }
        catch (DirectoryNotFoundException)
        {
            // Then the file is not there either.
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask RemovePendingAsync(CancellationToken cancellationToken)
    {
        foreach (var file in Files().Where(file => IsPending(file.Name)).ToList())
        {
            file.Delete();
        }

        return default;
    }

    private static StoredFile Found(string name, FileInfo file) =>
        new(name, file.Length, file.LastWriteTimeUtc.Ticks.ToString(CultureInfo.InvariantCulture));

    private static bool IsPending(string name) => name.EndsWith(PendingSuffix, StringComparison.Ordinal);

    private IEnumerable<FileInfo> Files()
    {
        var folder = new DirectoryInfo(root);
        return folder.Exists ? folder.EnumerateFiles("*", SearchOption.AllDirectories) : [];
    }

    private string NameOf(FileInfo file) => Path.GetRelativePath(root, file.FullName).Replace(Path.DirectorySeparatorChar, '/');

    // A name never leads out of the folder, wherever it may come from.
    private string PathOf(string name)
    {
        var sound = !IsPending(name) && name.AsSpan().IndexOfAny('\\', '\0') < 0
            && name.Split('/').All(segment => segment is not ("" or "." or ".."));
        return sound
            ? Path.Combine(root, name)
            : throw new ArgumentException($"'{name}' is no name of a file in a store: use segments with '/' between them.", nameof(name));
    }
}
