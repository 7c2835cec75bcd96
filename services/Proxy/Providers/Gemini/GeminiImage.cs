using System.Text.Json;
using Microsoft.AspNetCore.StaticFiles;
using Text2Llm.Protos.V1;

namespace Text2Llm.Proxy.Providers.Gemini;

/// <summary>Writes pictures.</summary>
internal static class GeminiImage
{
    private static readonly FileExtensionContentTypeProvider Types = new();

    /// <summary>Writes a picture as a part: its bytes, or its address, from which Gemini fetches it.</summary>
    public static void WritePart(Utf8JsonWriter json, Image image)
    {
        json.WriteStartObject();
        if (image.SourceCase == Image.SourceOneofCase.Url)
        {
            json.WriteStartObject("fileData");
            if (TypeOf(image) is { Length: > 0 } type)
            {
                json.WriteString("mimeType", type);
            }

            json.WriteString("fileUri", image.Url);
        }
        else
        {
            json.WriteStartObject("inlineData");
            json.WriteString("mimeType", image.MediaType);
            json.WriteBase64String("data", image.Data.Span);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>What the caller says, or else what the address ends in; empty where it does not tell.</summary>
    private static string TypeOf(Image image) =>
        image.MediaType.Length == 0
        && Uri.TryCreate(image.Url, UriKind.Absolute, out var address)
        && Types.TryGetContentType(address.AbsolutePath, out var type)
        && type.StartsWith("image/", StringComparison.Ordinal)
            ? type
            : image.MediaType;
}
