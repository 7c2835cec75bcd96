using System.Text.Json;

namespace Text2Llm.Local.SignIn;

/// <summary>Reads a JSON body as Supabase does: whatever media type it is sent as, and nothing at all stands for an empty object.</summary>
internal static class SignInBody
{
    private const int Longest = 64 * 1024;

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>The body as a record.</summary>
    /// <exception cref="SignInException">It is too long, or no JSON object of the right shape.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancel)
    {
        var buffer = new byte[Longest + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
        if (length > Longest)
        {
            throw new SignInException(StatusCodes.Status413PayloadTooLarge, "request_too_large", $"The body is longer than {Longest} bytes");
        }

        try
        {
            return JsonSerializer.Deserialize<T>(length == 0 ? "{}"u8 : buffer.AsSpan(0, length), Web)
                ?? throw new JsonException("null is no object");
        }
        catch (JsonException)
        {
            throw new SignInException(StatusCodes.Status400BadRequest, "bad_json", "Could not parse request body as JSON: an object is expected");
        }
    }
}
