using Telemed.Dicom.Dimse;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Tools;

/// <summary>Opens an association, or says on standard error why there is none.</summary>
internal static class Connecting
{
    public static async Task<DimseClient?> Connect(PeerArguments peer, IEnumerable<ProposedContext> contexts, CancellationToken cancellationToken, UserInformation? user = null)
    {
        var request = new Pdu.AssociateRq(peer.CalledAe, peer.CallingAe, EquatableList.From(contexts), user ?? new());
        switch (await DimseClient.Connect(peer.Host, peer.Port, request, new(), TimeProvider.System, cancellationToken))
        {
            case ConnectOutcome.Connected connected:
                return connected.Client;
            case ConnectOutcome.Unreachable unreachable:
                Console.Error.WriteLine($"{peer.Host}:{peer.Port} cannot be reached: {unreachable.Why}{Advice(unreachable.Why)}");
                return null;
            case ConnectOutcome.Refused { Rejection: { } no }:
                Console.Error.WriteLine($"{peer.CalledAe} rejects: {no.Result}, {no.Source}, reason {no.Reason}{Advice(peer, no)}");
                return null;
            case ConnectOutcome.Refused refused:
                Console.Error.WriteLine($"no association with {peer.CalledAe}: {refused.How}");
                return null;
            default:
                return null;
        }
    }

    private static string Advice(string why) => why switch
    {
        "ConnectionRefused" => " — nobody listens on that port",
        "HostNotFound" or "TryAgain" or "NoData" => " — the name is not known",
        "TimedOut" => " — no answer; is a firewall in between?",
        _ => "",
    };

    private static string Advice(PeerArguments peer, Pdu.AssociateRj no) => (no.Source, no.Reason) switch
    {
        (RejectSource.User, 3) => $" — it does not know our title {peer.CallingAe}: choose another by --aet, or enter it there",
        (RejectSource.User, 7) => $" — it does not answer to {peer.CalledAe}: choose its title by --aec",
        (RejectSource.Presentation, 1 or 2) => " — it is busy; try again later",
        _ => "",
    };
}
