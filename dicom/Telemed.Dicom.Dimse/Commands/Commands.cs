namespace Telemed.Dicom.Dimse;

/// <summary>The command sets that this node sends (PS3.7 §9.3).</summary>
public static class Commands
{
    /// <summary>SOP class of C-ECHO (PS3.4 Annex A.4).</summary>
    public const string VerificationSopClass = "1.2.840.10008.1.1";

    /// <summary>C-ECHO-RQ (PS3.7 Table 9.3-12).</summary>
    public static CommandSet EchoRequest(ushort messageId) => new CommandSet()
        .WithUid(CommandTag.AffectedSopClassUid, VerificationSopClass)
        .With(CommandTag.CommandField, (ushort)CommandField.CEchoRq)
        .With(CommandTag.MessageId, messageId)
        .With(CommandTag.DataSetType, CommandSet.NoDataSet);

    /// <summary>C-STORE-RQ with medium priority, for an object and whoever asked for it.</summary>
    public static CommandSet StoreRequest(ushort messageId, OutgoingObject sent)
    {
        var request = StoreRequest(messageId, sent.SopClassUid, sent.SopInstanceUid);
        return sent.Originator is { } origin
            ? request.WithText(CommandTag.MoveOriginatorAe, origin.AeTitle).With(CommandTag.MoveOriginatorMessageId, origin.MessageId)
            : request;
    }

    /// <summary>C-STORE-RQ with medium priority (PS3.7 Table 9.3-1).</summary>
    public static CommandSet StoreRequest(ushort messageId, string sopClassUid, string sopInstanceUid) => new CommandSet()
        .WithUid(CommandTag.AffectedSopClassUid, sopClassUid)
        .With(CommandTag.CommandField, (ushort)CommandField.CStoreRq)
        .With(CommandTag.MessageId, messageId)
        .With(CommandTag.Priority, 0)
        .With(CommandTag.DataSetType, 0x0001)
        .WithUid(CommandTag.AffectedSopInstanceUid, sopInstanceUid);

    /// <summary>C-FIND-RQ, C-GET-RQ or C-MOVE-RQ with medium priority; an identifier follows (PS3.7 Tables 9.3-3, 9.3-6 and 9.3-9).</summary>
    public static CommandSet QueryRequest(CommandField field, ushort messageId, string sopClassUid) => new CommandSet()
        .WithUid(CommandTag.AffectedSopClassUid, sopClassUid)
        .With(CommandTag.CommandField, (ushort)field)
        .With(CommandTag.MessageId, messageId)
        .With(CommandTag.Priority, 0)
        .WithDataSet();

    /// <summary>C-CANCEL-RQ for a request under way (PS3.7 §9.3.2.3).</summary>
    public static CommandSet Cancel(ushort messageId) => new CommandSet()
        .With(CommandTag.CommandField, (ushort)CommandField.CCancelRq)
        .With(CommandTag.MessageIdBeingRespondedTo, messageId)
        .With(CommandTag.DataSetType, CommandSet.NoDataSet);

    /// <summary>The response to a request, without data set: its SOP class and instance come back with the status (PS3.7 §9.3).</summary>
    /// <param name="request">A request with a message id.</param>
    /// <param name="status">Status code.</param>
    public static CommandSet Response(CommandSet request, ushort status)
    {
        var response = new CommandSet()
            .With(CommandTag.CommandField, (ushort)((ushort)request.Field | 0x8000))
            .With(CommandTag.MessageIdBeingRespondedTo, request.Number(CommandTag.MessageId) ?? 0)
            .With(CommandTag.DataSetType, CommandSet.NoDataSet)
            .With(CommandTag.Status, status);
        if ((request.Uid(CommandTag.AffectedSopClassUid) ?? request.Uid(CommandTag.RequestedSopClassUid)) is { } sopClass)
            response = response.WithUid(CommandTag.AffectedSopClassUid, sopClass);
        if ((request.Uid(CommandTag.AffectedSopInstanceUid) ?? request.Uid(CommandTag.RequestedSopInstanceUid)) is { } instance) response = response.WithUid(CommandTag.AffectedSopInstanceUid, instance);
        return response;
    }
}
