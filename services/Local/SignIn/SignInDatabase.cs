using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Text2Llm.Local.SignIn;

/// <summary>The sign-in's store: one SQLite file that only its owner can read.</summary>
internal sealed class SignInDatabase
{
    private const string Schema = """
        PRAGMA journal_mode = WAL;
        CREATE TABLE IF NOT EXISTS signing_keys (id TEXT PRIMARY KEY, pkcs8 BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS users (
            id TEXT PRIMARY KEY, email TEXT UNIQUE, provider TEXT NOT NULL, created_at INTEGER NOT NULL, last_sign_in_at INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS sessions (
            id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id), method TEXT NOT NULL, created_at INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS refresh_tokens (
            hash BLOB PRIMARY KEY, session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE, used_at INTEGER);
        CREATE INDEX IF NOT EXISTS sessions_by_user ON sessions (user_id);
        CREATE INDEX IF NOT EXISTS refresh_tokens_by_session ON refresh_tokens (session_id);
        """;

    private readonly string _connectionString;

    private SignInDatabase(string file) =>
        _connectionString = new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true }.ToString();

    /// <summary>Opens the store, and makes it where there is none.</summary>
    /// <exception cref="OptionsValidationException">The folder cannot be written.</exception>
    public static SignInDatabase Open(string directory)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(directory);
            }
            else
            {
                Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            var file = Path.Combine(directory, "sign-in.db");
            KeepToOwner(file);
            var database = new SignInDatabase(file);
            using var connection = database.Connect();
            using var command = connection.CreateCommand();
            command.CommandText = Schema;
            command.ExecuteNonQuery();
            return database;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new OptionsValidationException(
                LocalOptions.Section,
                typeof(LocalOptions),
                [$"The data directory {directory} cannot be used ({failure.Message}); choose another with --data."]);
        }
    }

    /// <summary>
    /// The file holds the key that signs tokens, and the folder may be one that others look into. SQLite gives its other files the mode of
    /// this one.
    /// </summary>
    private static void KeepToOwner(string file)
    {
        const UnixFileMode ownersOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite, UnixCreateMode = ownersOnly };
        using (new FileStream(file, options))
        {
            File.SetUnixFileMode(file, ownersOnly);
        }
    }

    /// <summary>An open connection from the pool.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return connection;
    }
}
