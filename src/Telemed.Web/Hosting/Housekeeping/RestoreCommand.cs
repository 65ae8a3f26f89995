using System.Text.Json;
using Telemed.Kernel;

namespace Telemed.Web.Hosting.Housekeeping;

/// <summary><c>restore &lt;folder&gt;</c>: puts a backup into the empty store of the settings, whichever kind it is, and compares.</summary>
internal static class RestoreCommand
{
    public static async Task<int> Run(string folder, string[] args, TextWriter say, CancellationToken cancellationToken)
    {
        var settings = Settings.Read(Platform.ReadConfiguration(args));
        folder = Path.GetFullPath(folder);
        var manifest = await Read(folder, cancellationToken);
        if (BackupManifest.Hash(folder).FirstOrDefault(f => manifest.Files.GetValueOrDefault(f.Key) != f.Value) is { Key: not null } changed)
            return await Fail(say, $"{changed.Key} is not what the manifest says: the backup is damaged.");
        if (manifest.Files.Keys.FirstOrDefault(name => !File.Exists(Path.Combine(folder, name))) is { } missing) return await Fail(say, $"{missing} is missing from the backup.");
        PutKeys(settings, folder);
        var work = System.IO.Directory.CreateTempSubdirectory("telemed-restore-").FullName;   // the backup itself is only read
        try
        {
            foreach (var file in new[] { "events.db", "vault.db" })
                if (File.Exists(Path.Combine(folder, file))) File.Copy(Path.Combine(folder, file), Path.Combine(work, file));
            await using var source = OpenedStore.OpenSqlite(work, () => MasterKey.FromFile(settings.KeyOf("master.key")));
            await using var target = await OpenedStore.Open(settings);
            var progress = new Progress(say);
            var log = await StoreCopier.Copy(source.Log, target.Log, progress.Log, cancellationToken);
            if (log.Digest != manifest.Digest) return await Fail(say, $"The store reads back as {log.Digest}, the backup was {manifest.Digest}.");
            if (File.Exists(Path.Combine(work, "vault.db"))) await StoreCopier.Copy(await source.Vault(), await target.Vault(), progress.Persons, cancellationToken);
            var index = Path.Combine(folder, "imaging.db");
            if (File.Exists(index) && !File.Exists(settings.PathOf("imaging.db")))
                File.Copy(index, settings.PathOf("imaging.db"));
            var audit = await target.Audit(cancellationToken);
            if (!audit.Valid) return await Fail(say, $"The restored log does not verify: {audit.FirstBroken}.");
            await say.WriteLineAsync($"Restored {log.Appends} appends ({log.Digest}) and {log.Keys} held keys into {settings.Store}; every hash chain verifies.");
            return 0;
        }
        catch (InvalidDataException e)
        {
            return await Fail(say, e.Message);
        }
        finally
        {
            System.IO.Directory.Delete(work, recursive: true);
        }
    }

    private static async Task<BackupManifest> Read(string folder, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, BackupManifest.FileName);
        if (!File.Exists(file)) throw new SettingException($"{Path.GetFileName(folder)} holds no {BackupManifest.FileName}: it is not a whole backup.");
        return JsonSerializer.Deserialize<BackupManifest>(await File.ReadAllBytesAsync(file, cancellationToken), JsonSerializerOptions.Web)!;
    }

    private static void PutKeys(Settings settings, string folder)
    {
        var keys = Path.Combine(folder, "keys");
        if (!System.IO.Directory.Exists(keys)) return;
        System.IO.Directory.CreateDirectory(settings.KeysDirectory);
        foreach (var key in System.IO.Directory.EnumerateFiles(keys))
            if (Path.Combine(settings.KeysDirectory, Path.GetFileName(key)) is var place && !File.Exists(place)) File.Copy(key, place);
    }

    private static async Task<int> Fail(TextWriter say, string why)
    {
        await say.WriteLineAsync(why);
        return 1;
    }
}
