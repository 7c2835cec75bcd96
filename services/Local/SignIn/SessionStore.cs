using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.IdentityModel.Tokens;

namespace Text2Llm.Local.SignIn;

/// <summary>
/// The sessions and their refresh tokens. A token is used once and gives the next; one that is used again, later than a client's own
/// retries could be, was stolen, and ends its session. Only hashes are kept.
/// </summary>
internal sealed class SessionStore(SignInDatabase database, TimeProvider time)
{
    private const int TokenBytes = 32;
    private const string Columns = "sessions.id, sessions.user_id, sessions.method, sessions.created_at";

    /// <summary>How long a used token is still taken, for a client whose answer got lost; as Supabase's default.</summary>
    private static readonly TimeSpan ReuseInterval = TimeSpan.FromSeconds(10);

    /// <summary>Begins a session.</summary>
    public Session Add(string userId, string method)
    {
        using var connection = database.Connect();
        return connection.First(
            Read,
            "INSERT INTO sessions (id, user_id, method, created_at) VALUES ($id, $user, $method, $now) RETURNING id, user_id, method, created_at",
            ("$id", Guid.NewGuid().ToString()),
            ("$user", userId),
            ("$method", method),
            ("$now", Now()))!;
    }

    /// <summary>A new refresh token of a session.</summary>
    public string AddToken(Session session)
    {
        var token = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(TokenBytes));
        using var connection = database.Connect();
        connection.Execute(
            "INSERT INTO refresh_tokens (hash, session_id) VALUES ($hash, $session)", ("$hash", Hash(token)), ("$session", session.Id));
        return token;
    }

    /// <summary>Uses a refresh token up.</summary>
    /// <exception cref="SignInException">There is no such token (any more), or it was used before.</exception>
    public Session UseToken(string token)
    {
        using var connection = database.Connect();
        var used = connection.First(
            row => new { Session = Read(row), At = row.IsDBNull(4) ? (long?)null : row.GetInt64(4) },
            $"SELECT {Columns}, used_at FROM refresh_tokens JOIN sessions ON sessions.id = session_id WHERE hash = $hash",
            ("$hash", Hash(token)));
        if (used is null)
        {
            throw new SignInException(
                StatusCodes.Status400BadRequest, "refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found");
        }

        if (used.At is { } at && Now() - at > ReuseInterval.TotalMilliseconds)
        {
            Remove(used.Session.Id);
            throw new SignInException(StatusCodes.Status400BadRequest, "refresh_token_already_used", "Invalid Refresh Token: Already Used");
        }

        connection.Execute(
            "UPDATE refresh_tokens SET used_at = $now WHERE hash = $hash AND used_at IS NULL", ("$now", Now()), ("$hash", Hash(token)));
        return used.Session;
    }

    /// <summary>The session with this id, or null where it has ended.</summary>
    public Session? Find(string id)
    {
        using var connection = database.Connect();
        return connection.First(Read, $"SELECT {Columns} FROM sessions WHERE id = $id", ("$id", id));
    }

    /// <summary>Ends one session.</summary>
    public void Remove(string id)
    {
        using var connection = database.Connect();
        connection.Execute("DELETE FROM sessions WHERE id = $id", ("$id", id));
    }

    /// <summary>Ends every session of a user, but for one where it is named.</summary>
    public void RemoveAll(string userId, string? exceptId)
    {
        using var connection = database.Connect();
        connection.Execute(
            "DELETE FROM sessions WHERE user_id = $user AND id IS NOT $except", ("$user", userId), ("$except", exceptId));
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private static Session Read(SqliteDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)));
}
