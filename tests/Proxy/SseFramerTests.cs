using System.Text;
using CsCheck;
using Text2Llm.Proxy.Sse;

namespace Text2Llm.Proxy.Tests;

public sealed class SseFramerTests
{
    [Theory]
    [InlineData("data: one\n\n", "one")]
    [InlineData("data:one\r\n\r\ndata: two\r\rdata:  three\n\n", "one|two| three")]
    [InlineData("data: a\ndata: b\n\n", "a\nb")]
    [InlineData("event: x\nid: 1\ndata: one\nretry: 5\n\n", "one")]
    [InlineData(": comment\n\ndata: one\n\n", "-|one")]
    [InlineData("data\n\n", "")]
    [InlineData("data: \n\n", "")]
    [InlineData("database: no\n\n", "-")]
    [InlineData("\uFEFFdata: one\n\n", "one")]
    [InlineData("data: unfinished\n", null)]
    public void Read_Stream_GivesItsEvents(string stream, string? events)
    {
        Read([Encoding.UTF8.GetBytes(stream)]).Events.ShouldBe(events?.Split('|') ?? []);
    }

    [Fact]
    public void Read_CutAnywhere_GivesTheSameEventsAndLosesNoByte()
    {
        var line = Gen.OneOf(Gen.String["ab ü👋:"].Select(text => $"data: {text}"), Gen.Const(": keep-alive"), Gen.Const("event: x"), Gen.Const(""));
        var stream = Gen.Select(line, Gen.OneOf(Gen.Const("\n"), Gen.Const("\r"), Gen.Const("\r\n")), (text, end) => text + end).Array[0, 20]
            .Select(lines => Encoding.UTF8.GetBytes(string.Concat(lines)));
        Gen.Select(stream, Gen.Int[1, 7].Array[1, 60]).Sample((bytes, lengths) =>
        {
            var whole = Read([bytes]);
            var cut = Read(Cut(bytes, lengths));

            // Where a piece ends between CR and LF the LF goes to the event after; the events and the bytes are the same.
            cut.Events.Where(data => data != "-").ShouldBe(whole.Events.Where(data => data != "-"));
            cut.Consumed.ShouldBe(bytes.Length);
        }, iter: 2000);
    }

    [Fact]
    public void Read_LineOverTheLimit_IsRefused()
    {
        var framer = new SseFramer(100);

        Should.Throw<InvalidDataException>(() => framer.TryRead(new byte[101], out _));
    }

    [Fact]
    public void Read_EndlessLinesWithoutAnEvent_AreRefused()
    {
        var framer = new SseFramer(100);

        Should.Throw<InvalidDataException>(() =>
        {
            for (var line = 0; line < 100; line++)
            {
                framer.TryRead(": x\n"u8, out _);
            }
        });
    }

    private static List<byte[]> Cut(byte[] bytes, int[] lengths)
    {
        List<byte[]> pieces = [];
        for (var (start, index) = (0, 0); start < bytes.Length; index++)
        {
            var length = Math.Min(lengths[index % lengths.Length], bytes.Length - start);
            pieces.Add(bytes[start..(start + length)]);
            start += length;
        }

        return pieces;
    }

    private static (List<string> Events, int Consumed) Read(IEnumerable<byte[]> pieces)
    {
        var framer = new SseFramer(1024 * 1024);
        List<string> events = [];
        var total = 0;
        foreach (var piece in pieces)
        {
            for (var start = 0; start < piece.Length;)
            {
                var ended = framer.TryRead(piece.AsSpan(start), out var consumed);
                if (ended)
                {
                    events.Add(framer.HasData ? Encoding.UTF8.GetString(framer.Data) : "-");
                }

                start += consumed;
                total += consumed;
            }
        }

        return (events, total);
    }
}
