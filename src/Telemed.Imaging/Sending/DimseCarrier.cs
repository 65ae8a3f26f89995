using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.UpperLayer;
using Telemed.Imaging.Sending.Destinations;
using Telemed.Imaging.Storing;

namespace Telemed.Imaging.Sending;

/// <summary>C-STORE over an association: files are opened one at a time, as they are sent, in the syntax they are stored in.</summary>
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
                options.AeTitle, SendContexts.For(some), options.Client, time, cancellationToken);
            if (connected is not ConnectOutcome.Connected { Client: var client }) return Failed(work, connected is ConnectOutcome.Unreachable ? SendFault.Unreachable : SendFault.Rejected);
            work.Measure(new(0, TimeSpan.Zero, time.GetElapsedTime(asked), null));
            await using var _ = client;
            var (sent, fault) = await Send(client, work, item => some.Contains((item.SopClassUid, item.TransferSyntaxUid)), cancellationToken);
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

    private async Task<(bool Sent, string? Fault)> Send(DimseClient client, SendWork work, Func<SendItem, bool> fits, CancellationToken cancellationToken)
    {
        bool any = false;
        while (work.Take(fits) is { } item)
        {
            any = true;
            bool settled = false;
            try
            {
                if (Open(item) is not { } opened)
                {
                    work.Refuse(item, SendFault.Gone);
                    settled = true;
                    continue;
                }
                await using var _ = opened;
                long began = time.GetTimestamp();
                var outcome = await client.Store(opened, cancellationToken);
                work.Moved(item.Bytes);
                work.Landed(item.Bytes);
                if (Judge(outcome) is { } fault)
                {
                    if (!fault.IsFinal) return (any, fault.Word);
                    work.Refuse(item, fault.Word);
                }
                else
                {
                    work.Acknowledge(item);
                    work.Measure(new(item.Bytes, time.GetElapsedTime(began), null, null));
                }
                settled = true;
            }
            finally
            {
                if (!settled) work.PutBack(item);
            }
        }
        return (any, null);
    }

    /// <summary>What an answer means for the object: null that it is stored (a warning too), final that it never will be.</summary>
    private static (string Word, bool IsFinal)? Judge(StoreOutcome outcome) => outcome switch
    {
        StoreOutcome.Answered { Status: var status } when GeneralStatus.IsDone(status) => null,
        StoreOutcome.Answered { Status: >= 0xA700 and <= 0xA7FF } => (SendFault.Busy, false),   // out of resources: PS3.4 Table B.2-1
        StoreOutcome.Answered { Status: var status } => ($"{SendFault.Refused} {status:X4}", true),
        StoreOutcome.NoContext => (SendFault.NoSyntax, true),
        _ => (SendFault.Ended, false),
    };

    private OutgoingObject? Open(SendItem item)
    {
        try
        {
            return OutgoingObject.Open(folders.PathOf(item.SopInstanceUid));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static string Failed(SendWork work, string fault)
    {
        work.Measure(new(0, TimeSpan.Zero, null, fault));
        return fault;
    }
}
