using System.IO.Hashing;

namespace Text2Llm.Pipeline.Storage;

/// <summary>A file as its writer left it.</summary>
/// <param name="Name">Its name in the store.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Hash">The XXH128 of its content, as hexadecimal digits.</param>
internal sealed record CheckedFile(string Name, long Length, string Hash)
{
    /// <summary>Whether the file is still as it was written.</summary>
    public async Task<bool> IsWholeAsync(IFileStore store, CancellationToken cancellationToken)
    {
        if ((await store.FindAsync(Name, cancellationToken).ConfigureAwait(false))?.Length != Length)
        {
            return false;
        }

        var hash = new XxHash128();
        var content = await store.OpenAsync(Name, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            await hash.AppendAsync(content, cancellationToken).ConfigureAwait(false);
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash()) == Hash;
    }
}
