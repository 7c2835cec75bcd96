using Microsoft.Extensions.Time.Testing;
using Text2Llm.Protos.V1;
using Text2Llm.Proxy.Models;

namespace Text2Llm.Proxy.Tests.Models;

public sealed class ModelCacheTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ModelCache _cache;

    public ModelCacheTests() => _cache = new ModelCache(_time);

    [Fact]
    public void Find_WithinTheHour_GivesTheList()
    {
        IReadOnlyList<Model> models = [new Model { Id = "m" }];
        _cache.Keep("a", models);
        _time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));

        _cache.Find("a").ShouldBeSameAs(models);
        _cache.Find("b").ShouldBeNull();
    }

    [Fact]
    public void Find_AfterAnHour_GivesNothingHoweverOftenItWasAskedFor()
    {
        _cache.Keep("a", []);
        _time.Advance(TimeSpan.FromMinutes(59));
        _cache.Find("a").ShouldNotBeNull();
        _time.Advance(TimeSpan.FromMinutes(1));

        _cache.Find("a").ShouldBeNull();
    }

    [Fact]
    public void Keep_Again_ReplacesTheListAndItsHour()
    {
        _cache.Keep("a", [new Model { Id = "old" }]);
        _time.Advance(TimeSpan.FromMinutes(59));
        _cache.Keep("a", [new Model { Id = "new" }]);
        _time.Advance(TimeSpan.FromMinutes(59));

        _cache.Find("a")!.Single().Id.ShouldBe("new");
    }

    [Fact]
    public void Keep_OneTooMany_ForgetsTheOneNotAskedForTheLongest()
    {
        for (var index = 0; index < ModelCache.MaxLists; index++)
        {
            _cache.Keep($"{index}", []);
        }

        _cache.Find("0").ShouldNotBeNull();
        _cache.Keep("one too many", []);

        _cache.Find("0").ShouldNotBeNull();
        _cache.Find("1").ShouldBeNull();
        _cache.Find("2").ShouldNotBeNull();
        _cache.Find("one too many").ShouldNotBeNull();
    }

    [Fact]
    public void Keep_ListsThatAreTooLargeTogether_ForgetsTheOldest()
    {
        IReadOnlyList<Model> large = [new Model { Id = new string('x', 4 * 1024 * 1024) }];
        for (var index = 0; index < 9; index++)
        {
            _cache.Keep($"{index}", large);
        }

        Enumerable.Range(0, 9).Count(index => _cache.Find($"{index}") is not null).ShouldBe(7);
        _cache.Find("8").ShouldNotBeNull();
    }
}
