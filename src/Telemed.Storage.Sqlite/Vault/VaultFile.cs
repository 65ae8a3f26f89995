using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Telemed.Kernel;

namespace Telemed.Storage.Sqlite;

/// <summary>The tables of the vault.</summary>
internal static class VaultFile
{
    public static SqliteFile Kind { get; } = new("a person vault", 0x544D5056, 2, """
        CREATE TABLE master (proof BLOB NOT NULL, blinding BLOB) STRICT;
        CREATE TABLE subjects (subject TEXT PRIMARY KEY, key BLOB NOT NULL) STRICT;
        CREATE TABLE fields (subject TEXT NOT NULL, field TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (subject, field)) STRICT;
        CREATE TABLE entries (blind TEXT NOT NULL, subject TEXT NOT NULL, PRIMARY KEY (blind, subject)) STRICT, WITHOUT ROWID;
        CREATE INDEX entries_subject ON entries (subject)
        """, "ALTER TABLE master ADD COLUMN blinding BLOB");

    /// <summary>Opens for writing and proves that the key is the one that the vault lies under.</summary>
    public static (SqliteConnection Db, VaultKeys Keys) OpenWriter(string path, MasterKey key)
    {
        var db = Kind.OpenWriter(path);
        try
        {
            db.Run("PRAGMA secure_delete=ON");
            var first = VaultKeys.First(key);
            if (db.Scalar("SELECT proof FROM master") is not byte[] proof)
            {
                using var insert = db.Prepare("INSERT INTO master SELECT @proof, @blinding WHERE NOT EXISTS (SELECT 1 FROM subjects)", "@proof", "@blinding");
                insert.With(first.Proof, first.SealedBlinding).ExecuteNonQuery();
                return (db, first);
            }
            if (db.Scalar("SELECT blinding FROM master") is byte[] blinding) return (db, VaultKeys.Open(key, proof, blinding));
            VaultKeys.Open(key, proof, first.SealedBlinding);   // the format before did not keep it: nothing was rotated
            Write(db, first);
            return (db, first);
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

    /// <summary>Replaces what the vault keeps of its keys.</summary>
    public static void Write(SqliteConnection db, VaultKeys keys)
    {
        using var update = db.Prepare("UPDATE master SET proof=@proof, blinding=@blinding", "@proof", "@blinding");
        update.With(keys.Proof, keys.SealedBlinding).ExecuteNonQuery();
    }
}
