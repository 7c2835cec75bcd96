using System.Text;
using System.Text.Json;
using Text2Llm.Pipeline.Jobs;
using Text2Llm.Pipeline.Records;

namespace Text2Llm.Pipeline.Mapping;

/// <summary>Reads the turns of a conversation: OpenAI's role and content, or ShareGPT's from and value.</summary>
/// <param name="fields">The names that the job gives.</param>
internal sealed class TurnReader(RecordFields? fields)
{
    private readonly byte[][] _role = [.. FieldNames.OfRole(fields).Select(Encoding.UTF8.GetBytes)];
    private readonly byte[][] _content = [.. FieldNames.OfContent(fields).Select(Encoding.UTF8.GetBytes)];
    private readonly TurnMembers _members = new();

    /// <summary>Reads a list of turns.</summary>
    /// <param name="json">A JSON array that is known to be well-formed.</param>
    /// <param name="kind">What its turns are.</param>
    /// <param name="turns">Takes them.</param>
    /// <returns>Why the list cannot be taken, or null.</returns>
    /// <exception cref="JsonException">It is nested deeper than 64 levels.</exception>
    /// <exception cref="InvalidOperationException">An escape stands for half of a surrogate pair.</exception>
    public Rejection? Read(ReadOnlySpan<byte> json, PartKind kind, List<RecordPart> turns)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        for (var number = 1; reader.Read() && reader.TokenType != JsonTokenType.EndArray; number++)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return new Rejection(RejectReasons.WrongType, $"turn {number} is {JsonNames.Of(reader.TokenType)}, not an object");
            }

            if (ReadTurn(ref reader, json, kind, turns) is var (reason, detail))
            {
                return new Rejection(reason, $"turn {number} {detail}");
            }
        }

        return null;
    }

    private Rejection? ReadTurn(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, PartKind kind, List<RecordPart> turns)
    {
        _members.Clear();
        string? role = null;
        RecordText? content = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (role is null && IsOneOf(reader, _role))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.String)
                {
                    return new Rejection(RejectReasons.WrongType, $"has {JsonNames.Of(reader.TokenType)} for '{Encoding.UTF8.GetString(_role[0])}'");
                }

                role = reader.GetString();
            }
            else if (content is null && IsOneOf(reader, _content))
            {
                reader.Read();
                content = _members.ReadContent(ref reader, json);
                if (content is null)
                {
                    return new Rejection(RejectReasons.WrongType, $"has {JsonNames.Of(reader.TokenType)} for a content");
                }
            }
            else if (IsOneOf(reader, _role) || IsOneOf(reader, _content))
            {
                reader.Read(); // The same again, by another of its names.
                reader.Skip();
            }
            else
            {
                _members.Add(ref reader, json);
            }
        }

        if (role is null)
        {
            return new Rejection(RejectReasons.MissingField, $"has no '{string.Join("' or '", _role.Select(Encoding.UTF8.GetString))}'");
        }

        var speaker = RoleNames.Parse(role);
        content ??= "";
        if (content.FindZero() is >= 0 and var zero)
        {
            return new Rejection(RejectReasons.NotText, $"has a zero character at position {zero}");
        }

        if (RoleNames.IsCall(role) && _members.TryAddCall(content.ToString()))
        {
            content = "";
        }

        if (speaker == ChatRole.None)
        {
            _members.Add("role", JsonNames.Quote(role)); // For whoever drops the record, to tell.
        }

        turns.Add(new RecordPart(kind, speaker, content, _members.ToJson()));
        return null;
    }

    private static bool IsOneOf(in Utf8JsonReader property, byte[][] names)
    {
        foreach (var name in names)
        {
            if (property.ValueTextEquals(name))
            {
                return true;
            }
        }

        return false;
    }
}
