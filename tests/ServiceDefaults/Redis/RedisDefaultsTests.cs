using StackExchange.Redis;
using Text2Llm.ServiceDefaults.Redis;

namespace Text2Llm.ServiceDefaults.Tests.Redis;

public sealed class RedisDefaultsTests
{
    [Fact]
    public void Parse_AddressAlone_FailsFastAndQuotesNoKey()
    {
        var configuration = RedisDefaults.Parse("redis:6379");

        configuration.AbortOnConnectFail.ShouldBeFalse();
        configuration.BacklogPolicy.ShouldBe(BacklogPolicy.FailFast);
        configuration.AsyncTimeout.ShouldBe(1500);
        configuration.ConnectTimeout.ShouldBe(1500);
        configuration.IncludeDetailInExceptions.ShouldBeFalse();
        configuration.SocketManager.ShouldBe(SocketManager.ThreadPool);
    }

    [Fact]
    public void Parse_SettingOfItsOwn_IsKept()
    {
        var configuration = RedisDefaults.Parse("redis:6379,syncTimeout=700,connectTimeout=800,password=secret");

        configuration.AsyncTimeout.ShouldBe(700);
        configuration.ConnectTimeout.ShouldBe(800);
        configuration.Password.ShouldBe("secret");
    }
}
