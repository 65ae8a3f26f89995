using Telemed.Kernel;
using Telemed.Storage.Postgres;

namespace Telemed.Web.Hosting.Housekeeping;

/// <summary><c>keys rotate &lt;new master key file&gt;</c>: seals the keys of all persons under another master key, in one transaction.</summary>
internal static class RotateCommand
{
    public static async Task<int> Run(string file, string[] args, TextWriter say, CancellationToken cancellationToken)
    {
        var settings = Settings.Read(Platform.ReadConfiguration(args));
        if (settings.Store != Stores.Postgres) throw new SettingException($"keys rotate needs Telemed:Store=postgres, not {settings.Store}.");
        await using var database = Stores.OpenPostgres(settings);
        var persons = await PostgresPersonVault.Rotate(database, MasterKey.FromFile(settings.KeyOf("master.key")), MasterKey.FromFileOrNew(file, vaultExists: false), cancellationToken);
        await say.WriteLineAsync($"The keys of {persons} persons lie under {Path.GetFileName(file)} now. Put it in the place of master.key on every node and start them.");
        return 0;
    }
}
