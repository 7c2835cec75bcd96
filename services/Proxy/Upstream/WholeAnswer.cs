using Text2Llm.Proxy.Providers;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Upstream;

/// <summary>An answer that has to be whole before anything can be made of it.</summary>
internal static class WholeAnswer
{
    /// <summary>Reads it, and makes something of it.</summary>
    /// <param name="answer">The provider's answer.</param>
    /// <param name="provider">The provider.</param>
    /// <param name="key">The caller's key.</param>
    /// <param name="limit">The most bytes that it may have.</param>
    /// <param name="read">What is made of its bytes.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <exception cref="CallException">The provider answered with an error.</exception>
    /// <exception cref="ProviderFaultException">The answer is too large, or makes no sense.</exception>
    public static async Task<T> ReadAsync<T>(
        HttpResponseMessage answer, IUpstream provider, ProviderKey key, int limit, Func<ReadOnlyMemory<byte>, T> read, CancellationToken cancel)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw new CallException((await ProviderErrorAnswer.ReadAsync(answer, key, cancel)).ToCallError(provider));
        }

        var (bytes, isWhole) = await BoundedContent.ReadAsync(answer.Content, limit, cancel);
        return isWhole ? read(bytes) : throw new ProviderFaultException($"The provider sent an answer of more than {limit} bytes.");
    }
}
