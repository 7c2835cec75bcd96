using Google.Protobuf;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Providers;

namespace Text2Llm.Proxy.Chat.Translated;

/// <summary>Reads the content of a message: a string, or a list of parts.</summary>
internal static class ContentReader
{
    /// <summary>Reads the parts that the house's shape has; names the others.</summary>
    public static IEnumerable<ContentPart> Read(JsonField content, UnsupportedFields unsupported)
    {
        if (content.IsString)
        {
            // An assistant's message that only calls tools often has an empty content.
            return content.Text() is { Length: > 0 } text ? [new ContentPart { Text = text }] : [];
        }

        return content.Items().Select(part => ReadPart(part, unsupported)).OfType<ContentPart>();
    }

    private static ContentPart? ReadPart(JsonField field, UnsupportedFields unsupported)
    {
        var members = field.Fields().ToDictionary(member => member.Name, member => member.Field);
        if (!members.TryGetValue("type", out var typeField))
        {
            throw field.Wrong("needs a type, for instance text or image_url");
        }

        var type = typeField.Text();
        foreach (var name in members.Keys.Where(name => name != "type" && name != type))
        {
            unsupported.Add(members[name].Path);
        }

        if (type is not ("text" or "refusal" or "image_url"))
        {
            unsupported.Add($"{typeField.Path} {type}");
            return null;
        }

        if (!members.TryGetValue(type, out var value))
        {
            throw field.Wrong($"needs {type}");
        }

        return type == "image_url" ? new ContentPart { Image = ReadImage(value, unsupported) } : new ContentPart { Text = value.Text() };
    }

    private static Image ReadImage(JsonField field, UnsupportedFields unsupported)
    {
        var image = new Image();
        foreach (var (name, member) in field.Fields())
        {
            switch (name)
            {
                case "url":
                    ReadAddress(member, image);
                    break;
                case "detail":
                    image.Detail = member.Text() switch
                    {
                        "auto" => ImageDetail.Auto,
                        "low" => ImageDetail.Low,
                        "high" => ImageDetail.High,
                        _ => throw member.Wrong("must be auto, low or high"),
                    };
                    break;
                default:
                    unsupported.Add(member.Path);
                    break;
            }
        }

        return image;
    }

    private static void ReadAddress(JsonField field, Image image)
    {
        const string scheme = "data:";
        const string encoding = ";base64,";
        var address = field.Text();
        if (!address.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        {
            image.Url = address;
            return;
        }

        var end = address.IndexOf(encoding, StringComparison.OrdinalIgnoreCase);
        try
        {
            image.MediaType = end < 0 ? throw new FormatException() : address[scheme.Length..end];
            image.Data = ByteString.FromBase64(address[(end + encoding.Length)..]);
        }
        catch (FormatException)
        {
            throw field.Wrong("is a data URL that cannot be read; it must be like data:image/png;base64,…");
        }
    }
}
