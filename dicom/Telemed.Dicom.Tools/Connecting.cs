using Telemed.Dicom.Dimse;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Tools;

/// <summary>Opens an association, or says on standard error why there is none.</summary>
internal static class Connecting
{
    public static async Task<DimseClient?> Connect(PeerArguments peer, IEnumerable<ProposedContext> contexts, CancellationToken cancellationToken)
    {
        var request = new Pdu.AssociateRq(peer.CalledAe, peer.CallingAe, EquatableList.From(contexts), new());
        switch (await DimseClient.Connect(peer.Host, peer.Port, request, new(), TimeProvider.System, cancellationToken))
        {
            case ConnectOutcome.Connected connected:
                return connected.Client;
            case ConnectOutcome.Unreachable unreachable:
                Console.Error.WriteLine($"{peer.Host}:{peer.Port} cannot be reached: {unreachable.Why}");
                return null;
            case ConnectOutcome.Refused { Rejection: { } no }:
                Console.Error.WriteLine($"{peer.CalledAe} rejects: {no.Result}, {no.Source}, reason {no.Reason}");
                return null;
            case ConnectOutcome.Refused refused:
                Console.Error.WriteLine($"no association with {peer.CalledAe}: {refused.How}");
                return null;
            default:
                return null;
        }
    }
}
