using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Text2Llm.Local.SignIn;

namespace Text2Llm.Local.Tests;

public sealed class SessionStoreTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("text2llm-").FullName;
    private readonly FakeTimeProvider _time = new();
    private readonly SessionStore _sessions;
    private readonly Session _session;

    public SessionStoreTests()
    {
        var database = SignInDatabase.Open(_data);
        _sessions = new SessionStore(database, _time);
        _session = _sessions.Add(new UserStore(database, _time).AddAnonymous().Id, "anonymous");
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public void UseToken_AgainWithinTheReuseInterval_IsTaken()
    {
        var token = _sessions.AddToken(_session);
        _sessions.UseToken(token);

        _time.Advance(TimeSpan.FromSeconds(10));

        _sessions.UseToken(token).ShouldBe(_session);
    }

    [Fact]
    public void UseToken_AgainLater_EndsTheWholeSession()
    {
        var stolen = _sessions.AddToken(_session);
        _sessions.UseToken(stolen);
        var current = _sessions.AddToken(_session);

        _time.Advance(TimeSpan.FromSeconds(11));

        Should.Throw<SignInException>(() => _sessions.UseToken(stolen)).Code.ShouldBe("refresh_token_already_used");
        Should.Throw<SignInException>(() => _sessions.UseToken(current)).Code.ShouldBe("refresh_token_not_found");
        _sessions.Find(_session.Id).ShouldBeNull();
    }

    [Fact]
    public void Tokens_AreNotReadableInTheFile()
    {
        var token = _sessions.AddToken(_session);
        SqliteConnection.ClearAllPools();

        foreach (var file in Directory.GetFiles(_data))
        {
            System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file)).ShouldNotContain(token);
        }
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Open_KeepsItsFilesToTheOwner()
    {
        foreach (var file in Directory.GetFiles(_data))
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        }

        Directory.GetFiles(_data).Length.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Open_FolderThatCannotBe_SaysSo()
    {
        var file = Path.Combine(_data, "a-file");
        File.WriteAllText(file, "");

        Should.Throw<Microsoft.Extensions.Options.OptionsValidationException>(() => SignInDatabase.Open(file)).Message.ShouldContain("--data");
    }
}
