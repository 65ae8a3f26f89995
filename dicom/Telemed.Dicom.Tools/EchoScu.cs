using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;

namespace Telemed.Dicom.Tools;

/// <summary>Asks a peer whether it is there (C-ECHO). Exit code 0: it is.</summary>
internal static class EchoScu
{
    public static async Task<int> Run(string[] args, CancellationToken cancellationToken)
    {
        if (PeerArguments.Read(args) is not { Rest: [] } peer) return 64;
        await using var client = await Connecting.Connect(peer,
            [new(1, Commands.VerificationSopClass, [TransferSyntax.ImplicitLittle.Uid, TransferSyntax.ExplicitLittle.Uid])], cancellationToken);
        if (client is null) return 1;
        var status = await client.Echo(cancellationToken);
        await client.Release();
        Console.WriteLine(status is { } code ? $"{peer.CalledAe} answers {code:X4}" : $"{peer.CalledAe} does not answer");
        return status == GeneralStatus.Success ? 0 : 1;
    }
}
