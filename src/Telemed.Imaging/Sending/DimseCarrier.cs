using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.UpperLayer;
using Telemed.Imaging.Sending.Destinations;
using Telemed.Imaging.Storing;

namespace Telemed.Imaging.Sending;

/// <summary>C-STORE over an association: files are opened one at a time, as they are sent, in the syntax they are stored in; the peer may answer later and in another order.</summary>
internal sealed class DimseCarrier(DicomNodeOptions options, ObjectFolders folders, TimeProvider time) : ICarrier
{
    public DestinationKind Kind => DestinationKind.Dimse;

    public async Task<string?> Carry(SendWork work, CancellationToken cancellationToken)
    {
        while (work.Kinds is { Count: > 0 } kinds && !work.MustLeaveOff)
        {
            var some = kinds.Take(SendContexts.MostKinds).ToHashSet();
            var target = work.Destination;
            long asked = time.GetTimestamp();
            var connected = await DimseClient.Connect(new Destination(target.AeTitle!, target.Host!, target.Port!.Value, target.InstitutionId) { Tls = target.Tls },
                options.AeTitle, SendContexts.For(some), options.Client, time, cancellationToken, SendContexts.Window(WindowOf(work)));
            if (connected is not ConnectOutcome.Connected { Client: var client }) return Failed(work, connected is ConnectOutcome.Unreachable ? SendFault.Unreachable : SendFault.Rejected);
            work.Measure(new(0, TimeSpan.Zero, time.GetElapsedTime(asked), null));
            await using var _ = client;
            var (sent, fault) = await new DimseRun(client, work, item => some.Contains((item.SopClassUid, item.TransferSyntaxUid)), folders, time).Go(cancellationToken);
            if (fault is not null) return Failed(work, fault);
            await client.Release();
            if (!sent) return null;   // what is left is in other hands
        }
        return null;
    }

    public async Task<string?> Echo(SendDestination destination, CancellationToken cancellationToken)
    {
        ProposedContext verification = new(1, Commands.VerificationSopClass, EquatableList.From([TransferSyntax.ImplicitLittle.Uid]));
        var connected = await DimseClient.Connect(new Destination(destination.AeTitle!, destination.Host!, destination.Port!.Value, destination.InstitutionId) { Tls = destination.Tls },
            options.AeTitle, [verification], options.Client, time, cancellationToken);
        if (connected is not ConnectOutcome.Connected { Client: var client }) return connected is ConnectOutcome.Unreachable ? SendFault.Unreachable : SendFault.Rejected;
        await using var _ = client;
        if (await client.Echo(cancellationToken) is not 0) return SendFault.NoEcho;
        await client.Release();
        return null;
    }

    // Twice it was there and nothing came over: it may be one object, or the window itself, that the peer does not get on with.
    private ushort WindowOf(SendWork work) =>
        work.Send is { Attempts: > 1, Error: SendFault.Ended or SendFault.Rejected } ? (ushort)1 : work.Destination.SendOperations ?? options.Client.SendOperations;

    private static string Failed(SendWork work, string fault)
    {
        work.Measure(new(0, TimeSpan.Zero, null, fault));
        return fault;
    }
}
