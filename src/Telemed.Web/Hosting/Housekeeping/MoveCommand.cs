using Telemed.Kernel;

namespace Telemed.Web.Hosting.Housekeeping;

/// <summary><c>move --from sqlite --to postgres</c>: copies log, held keys and vault into another kind of store. Every node is stopped meanwhile; objects stay where they are.</summary>
internal static class MoveCommand
{
    /// <exception cref="SettingException">A store is missing or both are the same.</exception>
    public static async Task<int> Run(string[] args, TextWriter say, CancellationToken cancellationToken)
    {
        var configuration = Platform.ReadConfiguration(args);
        var (from, to) = (StoreOf(configuration, "from"), StoreOf(configuration, "to"));
        if (from == to) throw new SettingException("--from and --to name the same store.");
        var settings = Settings.Read(configuration);
        await using var source = await OpenedStore.Open(settings.With(configuration, from));
        await using var target = await OpenedStore.Open(settings.With(configuration, to));
        var audit = await source.Audit(cancellationToken);
        if (!audit.Valid) return await Fail(say, $"The log in {from} does not verify: {audit.FirstBroken}. Nothing was moved.");
        var progress = new Progress(say);
        try
        {
            var log = await StoreCopier.Copy(source.Log, target.Log, progress.Log, cancellationToken);
            var persons = await StoreCopier.Copy(await source.Vault(), await target.Vault(), progress.Persons, cancellationToken);
            var after = await target.Audit(cancellationToken);
            if (after != audit) return await Fail(say, $"The log in {to} does not verify like that in {from}: {after} instead of {audit}.");
            await say.WriteLineAsync($"Moved {log.Appends} appends of {audit.Streams} streams, {log.Keys} held keys and {persons} sealed persons from {from} to {to}.");
            await say.WriteLineAsync($"Both read back as {log.Digest}; every hash chain verifies. Set Telemed:Store to {to} now. The read model is made anew at the start if it must be.");
            return 0;
        }
        catch (InvalidDataException e)
        {
            return await Fail(say, e.Message);
        }
    }

    private static string StoreOf(IConfiguration configuration, string name) => configuration[name] is { } store && store is Stores.Sqlite or Stores.Postgres or Stores.Cosmos
        ? configuration[name]!
        : throw new SettingException($"--{name} must be {Stores.Sqlite}, {Stores.Postgres} or {Stores.Cosmos}.");

    private static async Task<int> Fail(TextWriter say, string why)
    {
        await say.WriteLineAsync(why);
        return 1;
    }
}
