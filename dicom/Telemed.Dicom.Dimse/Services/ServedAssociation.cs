using System.Net;

namespace Telemed.Dicom.Dimse;

/// <summary>An association as the services see it.</summary>
/// <param name="channel">Messages.</param>
/// <param name="remote">Address of the peer.</param>
/// <param name="institutionId">To whom the peer belongs, by <see cref="IApplicationEntities"/>.</param>
/// <param name="serve">Serves a request that comes while another is under way.</param>
public sealed class ServedAssociation(
    DimseChannel channel, EndPoint? remote, string? institutionId, Func<DimseMessage, ServedAssociation, ValueTask> serve)
{
    // A peer that sends requests while it owes an answer gets them served one inside the other, but not without end.
    private const int MostNested = 8;
    private int _nested;
    private ushort _messageId;
    private readonly Lock _adding = new();
    private OperationsUnderWay? _operations;
    private OperationUnderWay? _operation;

    /// <summary>Messages.</summary>
    public DimseChannel Channel { get; } = channel;

    /// <summary>Address of the peer.</summary>
    public EndPoint? Remote { get; } = remote;

    /// <summary>To whom the peer belongs.</summary>
    public string? InstitutionId { get; } = institutionId;

    /// <summary>AE title of the peer.</summary>
    public string CallingAe => Channel.Association.Request.CallingAe;

    /// <summary>AE title it called.</summary>
    public string CalledAe => Channel.Association.Request.CalledAe;

    /// <summary>Requests answered with success or warning.</summary>
    public int Done { get; private set; }

    /// <summary>Requests answered with a failure.</summary>
    public int Failed { get; private set; }

    /// <summary>Bytes of data sets received.</summary>
    public long DataBytes { get; set; }

    /// <summary>Extended negotiation as answered for a SOP class; empty when there was none.</summary>
    public IReadOnlyList<byte> Extended(string sopClassUid)
    {
        foreach (var answer in Channel.Association.Answer.User.Extended)
            if (answer.SopClassUid == sopClassUid) return answer.Information;
        return [];
    }

    /// <summary>The peer agreed to perform operations of that class on this association.</summary>
    public bool PeerPerforms(string sopClassUid)
    {
        foreach (var role in Channel.Association.Answer.User.Roles)
            if (role.SopClassUid == sopClassUid) return role.Scp;
        return false;
    }

    /// <summary>The identifier of the next request from here; with <see cref="Response"/> or <see cref="NotAsked"/> it is done with.</summary>
    public async ValueTask<ushort> NextMessageId(CancellationToken cancellationToken) =>
        _operations is null ? ++_messageId : await _operations.Ask(cancellationToken);

    /// <summary>Nothing was sent under this identifier.</summary>
    public void NotAsked(ushort messageId) => _operations?.Asked(messageId);

    /// <summary>The request under way is to end: the peer cancelled it, or is gone, or this node is shutting down. Does not wait.</summary>
    public async ValueTask<bool> MustEnd(ushort messageId)
    {
        if (_operations is not null) return _operations.MustEnd(_operation!);
        while (await Channel.CanReceiveNow())
        {
            if (await Channel.ReceiveWithin() is not { } message || IsCancel(message, messageId)) return true;
            await ServeInside(message);
        }
        return Channel.Association.End is not null || Channel.Association.Stopping;
    }

    /// <summary>Waits for the response to a request from here.</summary>
    /// <param name="field">What it must be.</param>
    /// <param name="messageId">Of the request from here.</param>
    /// <param name="underWay">Of the peer's request on whose behalf it was made.</param>
    /// <returns>The response, null when the association has ended; and whether the peer cancelled in the meantime.</returns>
    public async ValueTask<(CommandSet? Response, bool Cancelled)> Response(CommandField field, ushort messageId, ushort underWay)
    {
        if (_operations is not null) return (await ResponseOf(_operations, messageId) is { } answer && answer.Field == field ? answer : null, _operations.MustEnd(_operation!));
        var cancelled = false;
        while (await Channel.ReceiveWithin() is { } message)
        {
            if (message.Command.Field == field && message.Command.Number(CommandTag.MessageIdBeingRespondedTo) == messageId)
                return await Channel.SkipData(DimseChannel.MaxCommandLength) ? (message.Command, cancelled) : (null, cancelled);
            if (IsCancel(message, underWay)) cancelled = true;
            else await ServeInside(message);
        }
        return (null, cancelled);
    }

    /// <summary>Counts a request as answered, just before it is.</summary>
    public void Count(ushort status)
    {
        if (_operation is not null) _operations!.Answered(_operation);
        lock (_adding)
            if (GeneralStatus.IsDone(status)) Done++;
            else Failed++;
    }

    /// <summary>Answers a request, without data set.</summary>
    public ValueTask Respond(DimseMessage request, ushort status)
    {
        Count(status);
        return Channel.Send(request.Context.Id, Commands.Response(request.Command, status));
    }

    /// <summary>The same association for one operation among several: its data set is its own, its counts are added with <see cref="Add"/>.</summary>
    internal ServedAssociation ForOne(OperationsUnderWay operations, OperationUnderWay operation) =>
        new(Channel.ForOne(), Remote, InstitutionId, serve) { _operations = operations, _operation = operation };

    /// <summary>Adds what one operation counted.</summary>
    internal void Add(ServedAssociation one)
    {
        lock (_adding)
        {
            Done += one.Done;
            Failed += one.Failed;
            DataBytes += one.DataBytes;
        }
    }

    private static async Task<CommandSet?> ResponseOf(OperationsUnderWay operations, ushort messageId)
    {
        try
        {
            return await operations.Response(messageId);
        }
        finally
        {
            operations.Asked(messageId);
        }
    }

    private static bool IsCancel(DimseMessage message, ushort messageId) => message.Command.Field is CommandField.CCancelRq
        && message.Command.Number(CommandTag.MessageIdBeingRespondedTo) == messageId;

    private async ValueTask ServeInside(DimseMessage message)
    {
        if (message.Command.Field is CommandField.CCancelRq) return;
        if (++_nested > MostNested) await Channel.Association.Abort();
        else await serve(message, this);
        _nested--;
    }
}
