namespace Telemed.Storage.Sqlite;

/// <summary>A file that this program cannot use: another format version, another kind of file, or in use by another process.</summary>
public sealed class StoreFormatException(string message) : Exception(message);
