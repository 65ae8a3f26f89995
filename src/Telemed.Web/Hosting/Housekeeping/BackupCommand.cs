using System.Text.Json;
using Telemed.Kernel;
using Telemed.Storage.Sqlite;

namespace Telemed.Web.Hosting.Housekeeping;

/// <summary><c>backup &lt;folder&gt;</c>: log, vault, keys and the list of objects of a running platform, as SQLite files whatever the store is.</summary>
/// <remarks>First the log, then the vault: a person is written before the append that names them, so the backup knows everyone its log names.</remarks>
internal static class BackupCommand
{
    private const string WithoutKeys = "--without-keys";
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task<int> Run(string folder, string[] args, TextWriter say, CancellationToken cancellationToken)
    {
        var settings = Settings.Read(Platform.ReadConfiguration([.. args.Where(a => a != WithoutKeys)]));
        folder = Path.GetFullPath(folder);
        if (System.IO.Directory.Exists(folder) && System.IO.Directory.EnumerateFileSystemEntries(folder).Any()) throw new SettingException($"The folder {Path.GetFileName(folder)} is not empty.");
        System.IO.Directory.CreateDirectory(folder);
        var began = TimeProvider.System.GetUtcNow();
        var log = settings.Store == Stores.Sqlite ? await FromFiles(settings, folder, cancellationToken) : await FromServer(settings, folder, new(say), cancellationToken);
        foreach (var left in System.IO.Directory.EnumerateFiles(folder, "*.lock")) File.Delete(left);
        if (!args.Contains(WithoutKeys)) CopyKeys(settings, folder);
        if (File.Exists(settings.PathOf("imaging.db"))) SqliteLogRows.CopyFile(settings.PathOf("imaging.db"), Path.Combine(folder, "imaging.db"));
        var objects = await ListObjects(settings, folder, cancellationToken);
        var audit = SqliteEventLog.Audit(Path.Combine(folder, "events.db"), cancellationToken);
        if (!audit.Valid)
        {
            await say.WriteLineAsync($"The copy of the log does not verify: {audit.FirstBroken}.");
            return 1;
        }
        var manifest = new BackupManifest(began, settings.Store, log.Appends, log.Digest, log.Keys, BackupManifest.Hash(folder), objects);
        await File.WriteAllBytesAsync(Path.Combine(folder, BackupManifest.FileName), JsonSerializer.SerializeToUtf8Bytes(manifest, Indented), cancellationToken);
        await say.WriteLineAsync($"Backed up {log.Appends} appends ({log.Digest}), {log.Keys} held keys, the vault{(args.Contains(WithoutKeys) ? "" : ", the keys")} and the list of {objects} objects.");
        return 0;
    }

    private static async Task<CopiedLog> FromFiles(Settings settings, string folder, CancellationToken cancellationToken)
    {
        var log = Path.Combine(folder, "events.db");
        SqliteLogRows.CopyFile(settings.PathOf("events.db"), log);
        if (File.Exists(settings.PathOf("vault.db"))) SqliteLogRows.CopyFile(settings.PathOf("vault.db"), Path.Combine(folder, "vault.db"));
        return await StoreCopier.DigestOf(new SqliteLogRows(log), cancellationToken);
    }

    private static async Task<CopiedLog> FromServer(Settings settings, string folder, Progress progress, CancellationToken cancellationToken)
    {
        await using var source = await OpenedStore.Open(settings);
        await using var target = OpenedStore.OpenSqlite(folder, () => MasterKey.FromFile(settings.KeyOf("master.key")));
        var log = await StoreCopier.Copy(source.Log, target.Log, progress.Log, cancellationToken);
        await StoreCopier.Copy(await source.Vault(), await target.Vault(), progress.Persons, cancellationToken);
        return log;
    }

    private static void CopyKeys(Settings settings, string folder)
    {
        if (!System.IO.Directory.Exists(settings.KeysDirectory)) return;
        var keys = System.IO.Directory.CreateDirectory(Path.Combine(folder, "keys")).FullName;
        foreach (var key in System.IO.Directory.EnumerateFiles(settings.KeysDirectory)) File.Copy(key, Path.Combine(keys, Path.GetFileName(key)));   // with its owner-only mode
    }

    /// <summary>One line per object: length in bytes and path below the data directory.</summary>
    private static async Task<long> ListObjects(Settings settings, string folder, CancellationToken cancellationToken)
    {
        var root = settings.PathOf("dicom", "objects");
        if (!System.IO.Directory.Exists(root)) return 0;
        long objects = 0;
        await using var list = new StreamWriter(Path.Combine(folder, "objects.txt"));
        foreach (var file in System.IO.Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await list.WriteLineAsync($"{new FileInfo(file).Length} {Path.GetRelativePath(settings.DataDirectory, file).Replace('\\', '/')}");
            objects++;
        }
        return objects;
    }
}
