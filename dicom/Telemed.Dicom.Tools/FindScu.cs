using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Tools;

/// <summary>Asks a peer what it has (C-FIND), or for its worklist. Exit code 0: it answered.</summary>
internal static class FindScu
{
    public static async Task<int> Run(string[] args, CancellationToken cancellationToken)
    {
        if (QueryArguments.Read(args, "--most") is not { } query) return 64;
        var most = query.Peer.Options.TryGetValue("--most", out var text) ? PeerArguments.Number(text, int.MaxValue) ?? 0 : int.MaxValue;
        var sopClass = query.IsWorklist ? QueryArguments.Worklist : query.Model.FindClass;
        await using var client = await Connecting.Connect(query.Peer, Contexts(sopClass), cancellationToken);
        if (client is null) return 1;
        var found = 0;
        var status = await client.Find(sopClass, query.Keys, match =>
        {
            found++;
            Console.WriteLine($"# {found}");
            DataSetPrinter.Print(match, Console.Out);
            return found < most;
        }, cancellationToken);
        await client.Release();
        Console.Error.WriteLine($"{found} found: {StatusText.Of(status)}");
        return status is GeneralStatus.Success || status is GeneralStatus.Cancelled && found == most ? 0 : 1;
    }

    public static IEnumerable<ProposedContext> Contexts(string sopClass) =>
        [new(1, sopClass, [TransferSyntax.ExplicitLittle.Uid, TransferSyntax.ImplicitLittle.Uid])];
}
