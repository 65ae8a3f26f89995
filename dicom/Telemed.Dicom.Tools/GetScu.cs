using Microsoft.Extensions.Logging.Abstractions;
using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Tools;

/// <summary>Gets objects from a peer on one association (C-GET) into a folder, as the peer has them where it sends them so. Exit code 0: all came.</summary>
internal static class GetScu
{
    private const int MostStorageContexts = 127;

    public static async Task<int> Run(string[] args, CancellationToken cancellationToken)
    {
        if (QueryArguments.Read(args, "--out", "--syntax") is not { IsWorklist: false } query) return 64;
        var folder = query.Peer.Options.GetValueOrDefault("--out", ".");
        Directory.CreateDirectory(folder);
        var classes = await Classes(query, cancellationToken);
        string[] syntaxes = query.Peer.Options.TryGetValue("--syntax", out var wanted) ? [wanted, .. NativeSyntaxes.All] : [.. NativeSyntaxes.All];
        var contexts = FindScu.Contexts(query.Model.GetClass)
            .Concat(classes.Select((sopClass, i) => new ProposedContext((byte)(2 * i + 3), sopClass, EquatableList.From(syntaxes))));
        var user = new UserInformation { Roles = EquatableList.From(classes.Select(c => new RoleSelection(c, Scu: false, Scp: true))) };
        await using var client = await Connecting.Connect(query.Peer, contexts, cancellationToken, user);
        if (client is null) return 1;
        var store = new StorageService(new FolderSink(folder, (path, _) => Say(path, query.Peer.Quiet)), new(), NullLogger<StorageService>.Instance);
        var outcome = await client.Get(query.Model.GetClass, query.Keys, store, counts => MoveScu.Show(counts, query.Peer.Quiet), cancellationToken);
        await client.Release();
        return MoveScu.Finish(outcome);
    }

    private static void Say(string path, bool quiet)
    {
        if (!quiet) Console.WriteLine(path);
    }

    // An association has fewer contexts than there are storage classes, so the peer is asked first which ones there will be; one that will not tell gets the common ones.
    private static async Task<IReadOnlyList<string>> Classes(QueryArguments query, CancellationToken cancellationToken)
    {
        var keys = new DataSet();
        foreach (var key in query.Keys) keys.Add(key);
        keys.AddAscii(Tag.From(0x0008_0062), Vr.UI, "").AddAscii(Tags.SopClassUid, Vr.UI, "");
        var classes = new HashSet<string>();
        await using var client = await Connecting.Connect(query.Peer, FindScu.Contexts(query.Model.FindClass), cancellationToken);
        if (client is not null)
        {
            await client.Find(query.Model.FindClass, keys, match =>
            {
                classes.UnionWith(match.AsciiValues(Tag.From(0x0008_0062)).Concat(match.AsciiValues(Tags.SopClassUid)).Where(c => StorageClasses.IsStorage(c)));
                return true;
            }, cancellationToken);
            await client.Release();
        }
        return [.. (classes.Count > 0 ? classes.AsEnumerable() : StorageClasses.Registered.Order(StringComparer.Ordinal)).Take(MostStorageContexts)];
    }
}
