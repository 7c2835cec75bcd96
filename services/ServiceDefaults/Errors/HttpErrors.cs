using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Text2Llm.ServiceDefaults.Errors;

/// <summary>Errors on HTTP: OpenAI's error object, with our reason as <c>code</c>.</summary>
public static class HttpErrors
{
    // The text goes into JSON that programs read, never into HTML, so quotes and letters stay legible.
    private static readonly JsonWriterOptions Legible = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers with the error and, where waiting helps, <c>Retry-After</c> in whole seconds, rounded up.</summary>
    public static async Task WriteAsync(HttpResponse response, CallError error)
    {
        response.StatusCode = error.HttpStatus;
        response.ContentType = "application/json";
        if (error.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (error.HttpStatus == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        // In place of the length of an answer that was about to begin.
        var body = ToJson(error);
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, response.HttpContext.RequestAborted);
    }

    /// <summary>The error object: <c>{"error":{"message","type","param","code"}}</c>.</summary>
    public static byte[] ToJson(CallError error)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Legible))
        {
            json.WriteStartObject();
            json.WriteStartObject("error");
            json.WriteString("message", error.Message);
            json.WriteString("type", TypeOf(error.HttpStatus));
            json.WriteString("param", error.Parameter);
            json.WriteString("code", error.Reason);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    /// <summary>The error object as a server-sent event, for a stream that breaks off.</summary>
    public static byte[] ToEvent(CallError error) => [.. "data: "u8, .. ToJson(error), .. "\n\n"u8];

    private static string TypeOf(int httpStatus) => httpStatus switch
    {
        StatusCodes.Status401Unauthorized => "authentication_error",
        StatusCodes.Status429TooManyRequests => "rate_limit_error",
        < 500 => "invalid_request_error",
        _ => "server_error",
    };
}
