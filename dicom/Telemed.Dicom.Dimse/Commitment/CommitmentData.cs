using Telemed.Dicom.Core;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Dimse;

/// <summary>Action and event information of storage commitment (PS3.4 Tables J.3-1 and J.3-2). Pure.</summary>
public static class CommitmentData
{
    /// <summary>Storage Commitment Push Model.</summary>
    public const string SopClass = "1.2.840.10008.1.20.1";

    /// <summary>Its one, well-known instance.</summary>
    public const string Instance = "1.2.840.10008.1.20.1.1";

    /// <summary>Action: request for commitment.</summary>
    public const ushort RequestAction = 1;

    /// <summary>Event: committed to all of it.</summary>
    public const ushort AllCommitted = 1;

    /// <summary>Event: not to all of it.</summary>
    public const ushort SomeFailed = 2;

    /// <summary>Reads action information.</summary>
    /// <returns>Null when the transaction or an object has no valid name, or there is no object.</returns>
    public static (string TransactionUid, IReadOnlyList<ReferencedObject> Objects)? Read(DataSet action)
    {
        if (action.Ascii(Tags.TransactionUid) is not { } transaction || !Uid.IsValid(transaction)) return null;
        var objects = new List<ReferencedObject>();
        foreach (var item in action.Find(Tags.ReferencedSopSequence)?.Items ?? [])
        {
            if (item.Ascii(Tags.ReferencedSopClassUid) is not { } sopClass || item.Ascii(Tags.ReferencedSopInstanceUid) is not { } instance
                || !Uid.IsValid(sopClass) || !Uid.IsValid(instance)) return null;
            objects.Add(new(sopClass, instance));
        }
        return objects.Count == 0 ? null : (transaction, objects);
    }

    /// <summary>Action information of a request.</summary>
    public static DataSet Action(string transactionUid, IEnumerable<ReferencedObject> objects) => new DataSet()
        .AddAscii(Tags.TransactionUid, Vr.UI, transactionUid)
        .Add(Element.Sequence(Tags.ReferencedSopSequence, [.. objects.Select(Item)]));

    /// <summary>Event type and information of a result.</summary>
    public static (ushort Event, DataSet Information) Result(string transactionUid, string retrieveFrom, IReadOnlyList<CommitmentVerdict> verdicts)
    {
        var failed = verdicts.Where(v => v.FailureReason is not null).ToArray();
        var information = new DataSet()
            .AddAscii(Tags.RetrieveAeTitle, Vr.AE, retrieveFrom)
            .AddAscii(Tags.TransactionUid, Vr.UI, transactionUid);
        if (failed.Length < verdicts.Count)
            information.Add(Element.Sequence(Tags.ReferencedSopSequence, [.. verdicts.Where(v => v.FailureReason is null).Select(v => Item(v.Object))]));
        if (failed.Length > 0)
            information.Add(Element.Sequence(Tags.FailedSopSequence, [.. failed.Select(v => Item(v.Object).AddUInt16(Tags.FailureReason, v.FailureReason!.Value))]));
        return (failed.Length == 0 ? AllCommitted : SomeFailed, information);
    }

    /// <summary>The command that announces a result.</summary>
    public static CommandSet Report(ushort messageId, ushort eventType) => new CommandSet()
        .WithUid(CommandTag.AffectedSopClassUid, SopClass)
        .With(CommandTag.CommandField, (ushort)CommandField.NEventReportRq)
        .With(CommandTag.MessageId, messageId)
        .WithDataSet()
        .WithUid(CommandTag.AffectedSopInstanceUid, Instance)
        .With(CommandTag.EventTypeId, eventType);

    /// <summary>What is proposed to deliver a result: the roles are exchanged, for it is the performer that calls (PS3.4 §J.3.3).</summary>
    public static UserInformation DeliveryRoles { get; } = new() { Roles = [new RoleSelection(SopClass, Scu: false, Scp: true)] };

    private static DataSet Item(ReferencedObject o) => new DataSet()
        .AddAscii(Tags.ReferencedSopClassUid, Vr.UI, o.SopClassUid)
        .AddAscii(Tags.ReferencedSopInstanceUid, Vr.UI, o.SopInstanceUid);
}
