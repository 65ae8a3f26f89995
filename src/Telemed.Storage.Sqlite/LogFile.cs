namespace Telemed.Storage.Sqlite;

/// <summary>The tables of the event log.</summary>
/// <remarks>Streams go by number and commands by the first half of their hash: what an append changes in the indexes is then a few pages
/// near each other, and the pages changed are what a commit costs. Names and command ids lie in the bodies.</remarks>
internal static class LogFile
{
    public static SqliteFile Kind { get; } = new("an event log", 0x544D4C47, 1, """
        CREATE TABLE streams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE appends (
          position INTEGER PRIMARY KEY,
          stream INTEGER NOT NULL,
          version INTEGER NOT NULL,
          command BLOB NOT NULL,
          body BLOB NOT NULL,
          previous BLOB NOT NULL,
          hash BLOB NOT NULL) STRICT;
        CREATE UNIQUE INDEX appends_version ON appends (stream, version);
        CREATE UNIQUE INDEX appends_command ON appends (stream, command);
        CREATE TABLE claims (key TEXT PRIMARY KEY, stream TEXT NOT NULL) STRICT, WITHOUT ROWID
        """);
}
