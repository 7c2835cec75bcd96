using Microsoft.Data.Sqlite;

namespace Text2Llm.Local.SignIn;

/// <summary>The users who ever signed in on this computer.</summary>
internal sealed class UserStore(SignInDatabase database, TimeProvider time)
{
    private const string Columns = "id, email, provider, created_at, last_sign_in_at";

    /// <summary>A new user without an address.</summary>
    public User AddAnonymous() => Add(null, User.AnonymousProvider);

    /// <summary>The user with this address, new or known.</summary>
    public User SignIn(string email, string provider)
    {
        using var connection = database.Connect();
        connection.Execute(
            "UPDATE users SET last_sign_in_at = $now, provider = $provider WHERE email = $email",
            ("$now", Now()),
            ("$provider", provider),
            ("$email", email));
        return connection.First(Read, $"SELECT {Columns} FROM users WHERE email = $email", ("$email", email)) ?? Add(email, provider);
    }

    /// <summary>The user with this id, or null.</summary>
    public User? Find(string id)
    {
        using var connection = database.Connect();
        return connection.First(Read, $"SELECT {Columns} FROM users WHERE id = $id", ("$id", id));
    }

    private User Add(string? email, string provider)
    {
        using var connection = database.Connect();
        return connection.First(
            Read,
            $"INSERT INTO users ({Columns}) VALUES ($id, $email, $provider, $now, $now) RETURNING {Columns}",
            ("$id", Guid.NewGuid().ToString()),
            ("$email", email),
            ("$provider", provider),
            ("$now", Now()))!;
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private static User Read(SqliteDataReader row) => new(
        row.GetString(0),
        row.IsDBNull(1) ? null : row.GetString(1),
        row.GetString(2),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)));
}
