using MediatR;
using Telemed.Contracts;
using Telemed.Imaging.Opening;
using Telemed.Imaging.Retrieving;
using Telemed.Imaging.Sending.Destinations;
using Telemed.Imaging.Studies;
using Telemed.Kernel;

namespace Telemed.Imaging.Sending;

/// <summary>A physician or the office of the institution whose study it is has it sent.</summary>
/// <param name="Series">Only these series; null for all.</param>
/// <param name="Instances">Only these objects; null for all.</param>
/// <param name="Again">Send also what the destination has acknowledged before: it lost it.</param>
public sealed record AskSend(
    Command By, string? DestinationId, string? Study, SendPriority? Priority, IReadOnlyList<string>? Series = null, IReadOnlyList<string>? Instances = null, bool Again = false,
    SendCause Cause = SendCause.Asked) : IRequest<Answer<SendView>>, IValidated
{
    /// <summary>Held until then; null goes at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    public void Validate(FieldErrors errors)
    {
        errors.Required("destination", DestinationId, 80);
        if (Study is null || !Dicom.Core.Uid.IsValid(Study)) errors.Invalid("studyInstanceUid");
        if (Series?.Count > 10_000) errors.Invalid("seriesInstanceUids");
        if (Instances?.Count > 100_000) errors.Invalid("sopInstanceUids");
    }
}

internal sealed class AskSendHandler(
    SendStore store, SendDispatcher dispatcher, SendDestinations destinations, SendViews views, Indexing.ImagingIndex index, Instances instances, IStudyAccess access, ICaseOwner cases)
    : IRequestHandler<AskSend, Answer<SendView>>
{
    public async Task<Answer<SendView>> Handle(AskSend request, CancellationToken cancellationToken)
    {
        string study = request.Study!;
        if (StudyOwner.Of(index, study) is not { InstitutionId: { } owner } || !StudyAccess.Owns(request.By.Caller, owner)) return Problem.NotFound;
        if (destinations.Find(request.DestinationId!) is not { InstitutionId: { } receiver } destination) return Refusals.ToProblem(SendRefusal.NoSuchDestination);
        if (!await access.MayRead(StudyAccess.Equipment(receiver, destination.AeTitle ?? destination.Id), study, cancellationToken)) return Refusals.ToProblem(SendRefusal.ReceiverMayNotSee);
        var items = Items(request, study);
        if (items.Count == 0) return Refusals.ToProblem(SendRefusal.NothingToSend);
        string id = request.By.NewId("send");
        var priority = request.Priority ?? SendPriority.Normal;
        // On record before anything leaves; the queue itself is no record, it is worked off.
        var outcome = await cases.Transact(StudyRules.Aggregate, study, null, request.By.Context(),
            _ => new StudyEvent.SendAsked(id, destination.Id, receiver, priority.ToString(), request.Cause.ToString(), destination.Peer), cancellationToken);
        if (outcome is not Outcome<StudyState, StudyRefusal>.Done) return outcome.ToAnswer(new StreamId(StudyRules.Category, study), (_, _) => views.Of(store.Find(id)!));
        var kept = store.Add(new Send(id, owner, request.By.Caller.AccountId, destination.Id, study, priority, SendState.Queued, request.Cause, 0, 0, 0, 0, 0, 0, null, request.By.At, request.NotBefore, null),
            items, request.Again);
        dispatcher.Queued(kept);
        return outcome.ToAnswer(new StreamId(StudyRules.Category, study), (_, _) => views.Of(kept), $"/api/v1/imaging/sends/{id}");
    }

    private List<SendItem> Items(AskSend request, string study)
    {
        var series = request.Series?.ToHashSet();
        var chosen = request.Instances?.ToHashSet();
        return [.. instances.OfClasses(study)
            .Where(one => series?.Contains(one.File.SeriesInstanceUid) is not false && chosen?.Contains(one.File.SopInstanceUid) is not false)
            .Select((one, n) => new SendItem(n, one.File.SopInstanceUid, one.SopClassUid, one.File.TransferSyntaxUid, one.File.Bytes))];
    }
}
