using CsCheck;
using Text2Llm.Proxy.Sse;

namespace Text2Llm.Proxy.Tests.Sse;

public sealed class RentedBytesTests
{
    [Fact]
    public void Write_AnyPieces_KeepsThemAllUntilTheyAreCleared() => Gen.Byte.Array[0, 700].List[0, 8].Sample(pieces =>
    {
        var bytes = new RentedBytes();
        for (var round = 0; round < 2; round++)
        {
            pieces.ForEach(piece => bytes.Write(piece));

            bytes.Span.ToArray().ShouldBe(pieces.SelectMany(piece => piece));
            bytes.Memory.ToArray().ShouldBe(bytes.Span.ToArray());

            bytes.Clear();
            bytes.Count.ShouldBe(0);
            bytes.Span.IsEmpty.ShouldBeTrue();
        }
    });
}
