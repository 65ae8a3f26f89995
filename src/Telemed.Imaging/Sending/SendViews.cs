using Telemed.Contracts;
using Telemed.Imaging.Querying;
using Telemed.Imaging.Sending.Destinations;

namespace Telemed.Imaging.Sending;

/// <summary>A send as its institution sees it.</summary>
/// <param name="Destination">Id of the destination.</param>
/// <param name="Study">Study Instance UID.</param>
/// <param name="Sent">Objects acknowledged by the destination.</param>
/// <param name="Total">Objects in all.</param>
/// <param name="Bytes">Acknowledged or on their way, of <paramref name="TotalBytes"/>.</param>
/// <param name="Rate">Bytes a second over the last ten.</param>
/// <param name="LastError">Why it waits, or why objects were refused.</param>
public sealed record SendView(
    string Id, string Destination, string DestinationName, DestinationKind? Kind, string Study, string InstitutionId, SendState State, SendPriority Priority, SendCause Cause,
    int Sent, int Refused, int Total, long Bytes, long TotalBytes, long Rate, DateTimeOffset CreatedAt, DateTimeOffset? NextAttemptAt, DateTimeOffset? FinishedAt, SendErrorView? LastError,
    IReadOnlyList<SendAction> Actions, StudyLabel? Label);

/// <summary>What went wrong, in both languages.</summary>
public sealed record SendErrorView(string Code, string Zh, string En);

/// <summary>Makes views of sends.</summary>
internal sealed class SendViews(SendDestinations destinations, SendDispatcher dispatcher, StudyLabels labels)
{
    /// <summary>Its institution's physicians and office.</summary>
    public static bool MaySee(Caller caller, Send send) => Opening.StudyAccess.Owns(caller, send.InstitutionId);

    public IReadOnlyList<SendView> Of(IReadOnlyList<Send> sends)
    {
        var known = destinations.All.ToDictionary(one => one.Id);
        var names = labels.Of(sends.Select(send => send.StudyInstanceUid).Distinct());
        return [.. sends.Select(send => Of(send, known.GetValueOrDefault(send.DestinationId), names.GetValueOrDefault(send.StudyInstanceUid)))];
    }

    public SendView Of(Send send) => Of([send])[0];

    private SendView Of(Send send, SendDestination? destination, StudyLabel? label)
    {
        var (flying, rate) = send.State == SendState.Sending ? dispatcher.ProgressOf(send.Id) : (0, 0);
        return new(send.Id, send.DestinationId, destination?.Name ?? send.DestinationId, destination?.Kind, send.StudyInstanceUid, send.InstitutionId, send.State, send.Priority, send.Cause,
            send.Sent, send.Refused, send.Total, Math.Min(send.Bytes + flying, send.TotalBytes), send.TotalBytes, rate, send.CreatedAt,
            send.State == SendState.Waiting ? send.NextAttemptAt : null, send.FinishedAt,
            send.Error is { } code && send.State != SendState.Done ? new(code, SendFault.Say(code).Zh, SendFault.Say(code).En) : null, SendRules.ActionsIn(send.State), label);
    }
}
