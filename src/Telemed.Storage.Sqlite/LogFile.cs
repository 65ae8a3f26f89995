namespace Telemed.Storage.Sqlite;

/// <summary>The tables of the event log.</summary>
internal static class LogFile
{
    public static SqliteFile Kind { get; } = new("an event log", 0x544D4C47, 1, """
        CREATE TABLE appends (
          position INTEGER PRIMARY KEY,
          stream TEXT NOT NULL,
          version INTEGER NOT NULL,
          command TEXT NOT NULL,
          body BLOB NOT NULL,
          previous BLOB NOT NULL,
          hash BLOB NOT NULL) STRICT;
        CREATE UNIQUE INDEX appends_version ON appends (stream, version);
        CREATE UNIQUE INDEX appends_command ON appends (stream, command);
        CREATE TABLE claims (key TEXT PRIMARY KEY, stream TEXT NOT NULL) STRICT, WITHOUT ROWID
        """);
}
