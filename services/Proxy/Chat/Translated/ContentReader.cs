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
            return [new ContentPart { Text = content.Text() }];
        }

        return content.Items().Select(part => ReadPart(part, unsupported)).OfType<ContentPart>();
    }

    private static ContentPart? ReadPart(JsonField field, UnsupportedFields unsupported)
    {
        var members = field.FieldsByName();
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

        return image.SourceCase == Image.SourceOneofCase.None ? throw field.Wrong("needs a url") : image;
    }

    private static void ReadAddress(JsonField field, Image image)
    {
        const string scheme = "data:";
        const string encoding = ";base64,";
        var address = field.Text();
        if (!address.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        {
            image.Url = address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(address, UriKind.Absolute, out _)
                ? address
                : throw field.Wrong("must be an https address or a data URL");
            return;
        }

        var end = address.IndexOf(encoding, StringComparison.OrdinalIgnoreCase);
        try
        {
            image.MediaType = end < 0 ? "" : address[scheme.Length..end];
            image.Data = end < 0 ? ByteString.Empty : ByteString.FromBase64(address[(end + encoding.Length)..]);
        }
        catch (FormatException)
        {
            image.Data = ByteString.Empty;
        }

        if (image.Data.IsEmpty || !image.MediaType.StartsWith("image/", StringComparison.Ordinal))
        {
            throw field.Wrong("is a data URL that holds no picture; it must be like data:image/png;base64,…");
        }
    }
}
