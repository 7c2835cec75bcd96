using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Text2Llm.Pipeline.Sources;
using Text2Llm.Pipeline.Storage;

namespace Text2Llm.Pipeline.Running;

/// <summary>
/// A folder of one job's own, on this machine or in a store, within one that the user has named. On this machine it is locked; in a store
/// nothing can be, and whoever runs the same job twice at once does the work twice.
/// </summary>
internal sealed class WorkPlace : IAsyncDisposable
{
    private readonly string? _folder;
    private readonly FileStream? _lock;
    private bool _keep;

    private WorkPlace(IFileStore store, string? folder, FileStream? held) => (Store, _folder, _lock) = (store, folder, held);

    public IFileStore Store { get; }

    /// <summary>Where the work of a dataset is: a path, or a URI.</summary>
    /// <param name="root">The folder that the user has named; full.</param>
    /// <param name="job">The job's name.</param>
    /// <param name="output">Where the dataset goes.</param>
    public static string PlaceOf(string root, string job, string output)
    {
        var hash = XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(output));
        return string.Create(CultureInfo.InvariantCulture, $"{root.TrimEnd('/')}/{job}-{hash:x16}");
    }

    /// <summary>The file that whoever works there holds.</summary>
    public static string LockOf(string place) => place + ".lock";

    /// <summary>Opens it.</summary>
    /// <param name="place">One of <see cref="PlaceOf"/>.</param>
    /// <param name="stores">Opens stores.</param>
    /// <exception cref="RunFailedException">Another run has it.</exception>
    public static WorkPlace Open(string place, IStores stores)
    {
        if (!PlaceUri.IsLocal(place))
        {
            return new WorkPlace(stores.OpenFolder(place), null, null);
        }

        Directory.CreateDirectory(place);
        return new WorkPlace(new FolderStore(place, durable: false), place, Lock(LockOf(place)));
    }

    /// <summary>Whether there is anything in it.</summary>
    public static bool IsKept(string place) => !PlaceUri.IsLocal(place) || Directory.Exists(place);

    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await foreach (var file in Store.ListAsync("", cancellationToken).ConfigureAwait(false))
        {
            names.Add(file.Name);
        }

        // The plan goes first: what is left without it is nobody's.
        foreach (var name in names.OrderBy(name => name != Planning.RunPlan.FileName))
        {
            await Store.DeleteAsync(name, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Leaves it for the next run.</summary>
    public void Keep() => _keep = true;

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_keep)
            {
                await ClearAsync(CancellationToken.None).ConfigureAwait(false);
                if (_folder is not null)
                {
                    Directory.Delete(_folder, recursive: true);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The dataset is whole, and what is left here is removed by the job's next run.
        }
        finally
        {
            if (_lock is not null)
            {
                await _lock.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException exception) when (File.Exists(path))
        {
            throw new RunFailedException($"another run is writing the same ({path})", exception);
        }
    }
}
