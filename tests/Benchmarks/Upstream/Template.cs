using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Text2Llm.Benchmarks.Upstream;

/// <summary>
/// Bytes with numbers of a fixed width in them, so that an answer differs from every other and still costs no allocation. A run of the
/// same capital letter, as long as the number is wide, marks where one goes.
/// </summary>
internal sealed class Template
{
    /// <summary>The width of a request's id.</summary>
    public const int IdWidth = 10;

    /// <summary>The width of an event's place in its stream.</summary>
    public const int PlaceWidth = 6;

    /// <summary>The width of a moment: <see cref="System.Diagnostics.Stopwatch.GetTimestamp"/>, which all processes of a machine share.</summary>
    public const int MomentWidth = 19;

    private readonly int[] _ids;
    private readonly int _place;
    private readonly int _moment;

    public Template(string text)
    {
        Bytes = Encoding.UTF8.GetBytes(text);
        _ids = [.. Offsets(Mark('I', IdWidth))];
        _place = Offsets(Mark('N', PlaceWidth)).FirstOrDefault(-1);
        _moment = Offsets(Mark('T', MomentWidth)).FirstOrDefault(-1);
    }

    /// <summary>The text as it stands now.</summary>
    public byte[] Bytes { get; }

    /// <summary>Marks the place of a number in a template's text.</summary>
    public static string Mark(char letter, int width) => new(letter, width);

    public void SetId(long id)
    {
        foreach (var offset in _ids)
        {
            Write(id, offset, IdWidth);
        }
    }

    public void SetPlace(int place) => Write(place, _place, PlaceWidth);

    public void SetMoment(long timestamp) => Write(timestamp, _moment, MomentWidth);

    /// <summary>The moment in bytes that are like this template; -1 where there is none.</summary>
    public long MomentIn(ReadOnlySpan<byte> bytes) =>
        Utf8Parser.TryParse(bytes.Slice(_moment, MomentWidth), out long moment, out var read) && read == MomentWidth ? moment : -1;

    private void Write(long number, int offset, int width) =>
        Utf8Formatter.TryFormat(number, Bytes.AsSpan(offset, width), out _, new StandardFormat('D', (byte)width));

    private IEnumerable<int> Offsets(string mark)
    {
        var bytes = Encoding.ASCII.GetBytes(mark);
        for (var from = 0; Bytes.AsSpan(from).IndexOf(bytes) is >= 0 and var at; from += bytes.Length)
        {
            from += at;
            yield return from;
        }
    }
}
