using System.Globalization;
using k8s;

namespace Text2Llm.Operator.Datasets;

/// <summary>What the API server can do, by its version; asked once.</summary>
internal sealed class ServerFeatures(IKubernetes kubernetes) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private Version? _version;

    /// <summary>The server's version.</summary>
    public async ValueTask<Version> VersionAsync(CancellationToken cancellationToken)
    {
        if (_version is { } known)
        {
            return known;
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            var said = await kubernetes.Version.GetCodeAsync(cancellationToken);
            return _version ??= new Version(Number(said.Major), Number(said.Minor));
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    // Some clouds say "27+".
    private static int Number(string text) => int.Parse(text.AsSpan().TrimEnd('+'), NumberStyles.None, CultureInfo.InvariantCulture);
}
