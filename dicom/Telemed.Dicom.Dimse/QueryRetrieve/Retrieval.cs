using Telemed.Dicom.Core;

namespace Telemed.Dicom.Dimse;

/// <summary>A retrieval under way: its sub-operations, their counts, and the responses in between.</summary>
internal sealed class Retrieval(DimseMessage request, ServedAssociation association, IReadOnlyList<RetrievableObject> objects, TimeProvider clock)
{
    // A response after every object would cost a small object as much as its own transfer.
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);
    private readonly SubOperations _done = new(objects.Count);
    private long _toldAt = clock.GetTimestamp();

    public IReadOnlyList<RetrievableObject> Objects => objects;

    public ushort MessageId { get; } = request.Command.Number(CommandTag.MessageId)!.Value;

    public ServedAssociation Association => association;

    /// <summary>Cancelled, or the asker is gone.</summary>
    public bool Ended { get; private set; }

    /// <summary>Looks whether the retrieval must end here; does not wait.</summary>
    public async ValueTask<bool> MustEnd() => Ended = Ended || await association.MustEnd(MessageId);

    /// <summary>The asker cancelled.</summary>
    public void End() => Ended = true;

    /// <summary>Counts a sub-operation.</summary>
    /// <param name="object">What was sent.</param>
    /// <param name="status">What its receiver answered; null when it could not be sent.</param>
    public async ValueTask Count(RetrievableObject @object, ushort? status)
    {
        _done.Count(@object.SopInstanceUid, status);
        if (_done.Remaining == 0 || clock.GetElapsedTime(_toldAt) < Between) return;
        _toldAt = clock.GetTimestamp();
        await association.Channel.Send(request.Context.Id, _done.Response(request.Command, GeneralStatus.Pending));
    }

    /// <summary>The final response.</summary>
    public async ValueTask Finish()
    {
        var channel = association.Channel;
        if (channel.Association.End is not null) return;
        var status = Ended && _done.Remaining > 0 ? GeneralStatus.Cancelled : _done.Status;
        association.Count(status);
        var response = _done.Response(request.Command, status);
        if (_done.Failures() is { } failures) await channel.Send(request.Context, response, failures);
        else await channel.Send(request.Context.Id, response);
    }
}
