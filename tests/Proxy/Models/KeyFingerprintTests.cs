using Text2Llm.Proxy.Models;
using Text2Llm.Proxy.Providers;

namespace Text2Llm.Proxy.Tests.Models;

public sealed class KeyFingerprintTests
{
    private static readonly Provider One = ProviderAt("one", "https://one.test/v1");

    [Fact]
    public void Of_SameKey_IsTheSame()
    {
        var fingerprints = new KeyFingerprint();

        fingerprints.Of(One, ProviderKey.From("sk-1", One)).ShouldBe(fingerprints.Of(One, ProviderKey.From("sk-1", One)));
    }

    [Fact]
    public void Of_AnotherKeyProviderAccountOrProcess_IsAnother()
    {
        var fingerprints = new KeyFingerprint();
        var two = ProviderAt("two", "https://one.test/v1");
        var open = ProviderAt("one", "https://{resource}.test/v1");
        string[] all =
        [
            fingerprints.Of(One, ProviderKey.From("sk-1", One)),
            fingerprints.Of(One, ProviderKey.From("sk-2", One)),
            fingerprints.Of(two, ProviderKey.From("sk-1", two)),
            fingerprints.Of(open, ProviderKey.From("a:sk-1", open)),
            fingerprints.Of(open, ProviderKey.From("b:sk-1", open)),
            new KeyFingerprint().Of(One, ProviderKey.From("sk-1", One)),
        ];

        all.Distinct().Count().ShouldBe(all.Length);
    }

    private static Provider ProviderAt(string id, string address) =>
        new(id, new ProviderOptions { BaseUrl = address }, new ProviderWire("none", null!));
}
