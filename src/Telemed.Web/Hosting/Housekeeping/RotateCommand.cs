using Telemed.Kernel;

namespace Telemed.Web.Hosting.Housekeeping;

/// <summary><c>keys rotate &lt;new master key file&gt;</c>: seals the keys of all persons under another master key. The nodes are stopped.</summary>
internal static class RotateCommand
{
    public static async Task<int> Run(string file, string[] args, TextWriter say, CancellationToken cancellationToken)
    {
        var settings = Settings.Read(Platform.ReadConfiguration(args));
        if (!File.Exists(settings.KeyOf("master.key"))) throw new SettingException("There is no master.key: nothing was sealed yet.");
        await using var store = await OpenedStore.Open(settings);
        var vault = await store.Vault(rotating: true);
        var persons = await vault.Rotate(MasterKey.FromFileOrNew(file, vaultExists: false), cancellationToken);
        await say.WriteLineAsync($"The keys of {persons} persons lie under {Path.GetFileName(file)} now. Put it in the place of master.key on every node and start them.");
        return 0;
    }
}
