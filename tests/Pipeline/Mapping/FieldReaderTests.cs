using System.Text;
using System.Text.Json;
using CsCheck;
using Text2Llm.Pipeline.Mapping;

namespace Text2Llm.Pipeline.Tests.Mapping;

public sealed class FieldReaderTests
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ":", ",", "\"a\"", "\"b\"", "\"text\"", "\"", "\\", "\\n", "\\u00e9", "\\u12", "1", "-", "0.5", "e3", "true", "null", " ", "\n", "é", "x",
    ];

    [Fact]
    public void Read_AnyBytes_TakesWhatTheRuntimesReaderTakes() =>
        Gen.OneOf(
            Gen.Int[0, Pieces.Length - 1].Array[0, 12].Select(pieces => string.Concat(pieces.Select(piece => Pieces[piece]))),
            from value in Gen.Int[0, Pieces.Length - 1].Array[0, 6]
            select $"{{\"a\":1,\"text\":\"{string.Concat(value.Select(piece => Pieces[piece]))}\"}}")
            .Sample(
                json =>
                {
                    var bytes = Encoding.UTF8.GetBytes(json);
                    var reader = new FieldReader([new WantedField("text", IsDecoded: true)]);
                    var rejection = reader.Read(bytes);
                    JsonElement? expected;
                    try
                    {
                        expected = JsonElement.Parse(bytes);
                    }
                    catch (JsonException)
                    {
                        expected = null;
                    }

                    if (expected is not { ValueKind: JsonValueKind.Object } found || found.EnumerateObject().Count(one => one.Name == "text") > 1)
                    {
                        return rejection is not null;
                    }

                    return rejection is null && (found.TryGetProperty("text", out var text)
                        ? reader[0].Length == text.GetRawText().Length + Encoding.UTF8.GetByteCount(text.GetRawText()) - text.GetRawText().Length
                            && reader[0].Text?.ToString() == (text.ValueKind == JsonValueKind.String ? text.GetString() : null)
                        : reader[0].Type == JsonTokenType.None);
                },
                iter: 20_000);

    [Fact]
    public void Read_AnyText_IsWhatWasWritten() =>
        Gen.String.Where(text => !text.Any(char.IsSurrogate)).Sample(
            text =>
            {
                var reader = new FieldReader([new WantedField("t", IsDecoded: true)]);
                reader.Read(JsonSerializer.SerializeToUtf8Bytes(new { s = 1, t = text, z = text })).ShouldBeNull();
                reader[0].Text!.ToString().ShouldBe(text);
            },
            iter: 2_000);
}
