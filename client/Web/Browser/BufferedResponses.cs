namespace Text2Llm.Web.Browser;

/// <summary>
/// Reads what has arrived of a response in one go. Every read of a streamed response in the browser waits for its event loop,
/// and a reader of small messages reads twice for each: unbuffered, no more than some sixty messages a second get through.
/// </summary>
internal sealed class BufferedResponses(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int BufferSize = 16 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var content = response.Content;
        var buffered = new StreamContent(new BufferedStream(await content.ReadAsStreamAsync(cancellationToken), BufferSize));
        foreach (var (name, values) in content.Headers)
        {
            buffered.Headers.TryAddWithoutValidation(name, values);
        }

        response.Content = buffered;
        return response;
    }
}
