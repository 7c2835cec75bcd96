using System.Buffers;
using System.Text.Unicode;
using Text2Llm.ServiceDefaults.Errors;

namespace Text2Llm.Proxy.Limits;

/// <summary>Reads a request's body of JSON up to a limit, and no further.</summary>
internal static class LimitedBody
{
    /// <summary>The whole body.</summary>
    /// <exception cref="CallException">It is larger than <paramref name="limit"/> bytes, or not in UTF-8.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int limit)
    {
        if (request.ContentLength > limit)
        {
            throw new CallException(CallError.TooLarge(limit));
        }

        while (true)
        {
            // A caller who leaves ends the read; a token that does so too would race with the server for the reader.
            var read = await request.BodyReader.ReadAsync(CancellationToken.None);
            if (read.Buffer.Length > limit)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                throw new CallException(CallError.TooLarge(limit));
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return Utf8.IsValid(body) ? body : throw new CallException(CallError.Invalid("The body is not valid UTF-8, which JSON has to be."));
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
