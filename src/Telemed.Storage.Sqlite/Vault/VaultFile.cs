using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Telemed.Kernel;

namespace Telemed.Storage.Sqlite;

/// <summary>The tables of the vault.</summary>
internal static class VaultFile
{
    private const string CheckPlace = "check";

    public static SqliteFile Kind { get; } = new("a person vault", 0x544D5056, 1, """
        CREATE TABLE master (proof BLOB NOT NULL) STRICT;
        CREATE TABLE subjects (subject TEXT PRIMARY KEY, key BLOB NOT NULL) STRICT;
        CREATE TABLE fields (subject TEXT NOT NULL, field TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (subject, field)) STRICT;
        CREATE TABLE entries (blind TEXT NOT NULL, subject TEXT NOT NULL, PRIMARY KEY (blind, subject)) STRICT, WITHOUT ROWID;
        CREATE INDEX entries_subject ON entries (subject)
        """);

    /// <summary>Opens for writing and proves that the key is the one that the vault was made with.</summary>
    public static SqliteConnection OpenWriter(string path, byte[] wrappingKey)
    {
        var db = Kind.OpenWriter(path);
        try
        {
            db.Run("PRAGMA secure_delete=ON");
            if (db.Scalar("SELECT proof FROM master") is byte[] proof) Seal.Open(wrappingKey, proof, CheckPlace);
            else
            {
                using var insert = db.Prepare("INSERT INTO master SELECT @proof WHERE NOT EXISTS (SELECT 1 FROM subjects)", "@proof");
                insert.With(Seal.Close(wrappingKey, [], CheckPlace)).ExecuteNonQuery();
            }
            return db;
        }
        catch (CryptographicException)
        {
            db.Dispose();
            throw new StoreFormatException($"{Path.GetFileName(path)} was made with another master key.");
        }
        catch
        {
            db.Dispose();
            throw;
        }
    }
}
