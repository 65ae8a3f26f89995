using Telemed.Dicom.Core;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Dimse;

/// <summary>Normalized operations from the asking side: commitment asked for, results reported, performed steps told.</summary>
public static class NormalizedScu
{
    /// <summary>N-ACTION: asks the peer to commit to objects. Its result comes later, on this association or on one that it opens.</summary>
    /// <returns>The status; null when no context was accepted or the association ended.</returns>
    public static Task<ushort?> AskCommitment(this DimseClient client, string transactionUid, IEnumerable<ReferencedObject> objects, CancellationToken cancellationToken) =>
        Ask(client, CommitmentData.SopClass, CommandField.NActionRsp, id => new CommandSet()
            .WithUid(CommandTag.RequestedSopClassUid, CommitmentData.SopClass)
            .With(CommandTag.CommandField, (ushort)CommandField.NActionRq)
            .With(CommandTag.MessageId, id)
            .WithDataSet()
            .WithUid(CommandTag.RequestedSopInstanceUid, CommitmentData.Instance)
            .With(CommandTag.ActionTypeId, CommitmentData.RequestAction), CommitmentData.Action(transactionUid, objects), cancellationToken);

    /// <summary>N-EVENT-REPORT: tells the peer a result of storage commitment.</summary>
    public static Task<ushort?> Report(this DimseClient client, ushort eventType, DataSet information, CancellationToken cancellationToken) =>
        Ask(client, CommitmentData.SopClass, CommandField.NEventReportRsp, id => CommitmentData.Report(id, eventType), information, cancellationToken);

    /// <summary>N-CREATE: tells the peer of a performed procedure step.</summary>
    public static Task<ushort?> CreateStep(this DimseClient client, string instanceUid, DataSet step, CancellationToken cancellationToken) =>
        Ask(client, PerformedStep.SopClass, CommandField.NCreateRsp, id => new CommandSet()
            .WithUid(CommandTag.AffectedSopClassUid, PerformedStep.SopClass)
            .With(CommandTag.CommandField, (ushort)CommandField.NCreateRq)
            .With(CommandTag.MessageId, id)
            .WithDataSet()
            .WithUid(CommandTag.AffectedSopInstanceUid, instanceUid), step, cancellationToken);

    /// <summary>N-SET: tells the peer what changed of a performed procedure step.</summary>
    public static Task<ushort?> SetStep(this DimseClient client, string instanceUid, DataSet changes, CancellationToken cancellationToken) =>
        Ask(client, PerformedStep.SopClass, CommandField.NSetRsp, id => new CommandSet()
            .WithUid(CommandTag.RequestedSopClassUid, PerformedStep.SopClass)
            .With(CommandTag.CommandField, (ushort)CommandField.NSetRq)
            .With(CommandTag.MessageId, id)
            .WithDataSet()
            .WithUid(CommandTag.RequestedSopInstanceUid, instanceUid), changes, cancellationToken);

    /// <summary>Waits for the result of storage commitment on this association and takes it.</summary>
    /// <returns>Event type and information; null when the association ended, or something else came and it was aborted.</returns>
    public static async Task<(ushort Event, DataSet Information)?> AwaitReport(this DimseClient client, CancellationToken cancellationToken)
    {
        using var _ = client.StopOn(cancellationToken);
        if (await client.Channel.Receive() is not { } message) return null;
        if (message.Command.Field is CommandField.NEventReportRq && message.Command.Number(CommandTag.EventTypeId) is { } happened
            && await client.Channel.ReceiveWhole(16 << 20) is { } bytes && IdentifierSyntax.Read(bytes, message.Context) is { } information)
        {
            await client.Channel.Send(message.Context.Id, Commands.Response(message.Command, GeneralStatus.Success));
            return (happened, information);
        }
        await client.Association.Abort();
        return null;
    }

    private static async Task<ushort?> Ask(
        DimseClient client, string sopClass, CommandField response, Func<ushort, CommandSet> request, DataSet data, CancellationToken cancellationToken)
    {
        if (client.Association.Contexts.FirstOrDefault(c => c.AbstractSyntax == sopClass) is not { } context) return null;
        using var _ = client.StopOn(cancellationToken);
        var id = client.NextMessageId();
        await client.Channel.Send(context, request(id), data);
        return await client.Response(response, id);
    }
}
