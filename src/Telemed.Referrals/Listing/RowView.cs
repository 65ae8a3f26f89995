using Telemed.Contracts;

namespace Telemed.Referrals.Listing;

public sealed record RowPatient(string Id, string Name, Sex Sex, int? Age, string MaskedIdNumber);

public sealed record RowParty(string? Id, string? Name, string? Department = null);

public sealed record RowReason(string? Code, string? Text);

public sealed record RowClock(string Name, DateTimeOffset DueAt, DateTimeOffset? BreachedAt);

public sealed record RowPlace(CapacityKind Kind, string Id, DateTimeOffset? Start, string? Label);

/// <param name="FollowUpDueOn">Day of the next follow-up that is owed, for a patient who was received below.</param>
/// <param name="Unread">The other side acted last.</param>
public sealed record RowView(
    string Id, string Number, ReferralDirection Direction, Urgency Lane, ReferralStatus State, Stage Stage, long Version, RowPatient? Patient, RowParty From, RowParty To,
    RowReason? Reason, RowClock? Clock, RowPlace? Reservation, DateOnly? FollowUpDueOn, CaseRef? ReturnOf, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, bool Unread);

/// <summary>Rows of a list as one caller may see them; names are joined here and stored nowhere.</summary>
internal sealed class RowViews(IDirectory directory, IPatients patients, IPolicies policies, TimeProvider time)
{
    public async Task<IReadOnlyList<RowView>> Of(IReadOnlyList<ReferralRow> rows, Caller caller, CancellationToken cancellationToken)
    {
        var readable = rows.Where(r => Access.Decide(caller, Relations.Of(r.State, caller, directory), Operation.ReadContent)).Select(r => r.Id).ToHashSet();
        var people = readable.Count == 0
            ? new Dictionary<string, PatientSummary>()
            : await patients.Find([.. rows.Where(r => readable.Contains(r.Id)).Select(r => r.State.Request.PatientId).Distinct()], cancellationToken);
        return [.. rows.Select(row => Of(row, caller, readable.Contains(row.Id), people))];
    }

    private RowView Of(ReferralRow row, Caller caller, bool readable, IReadOnlyDictionary<string, PatientSummary> people)
    {
        var s = row.State;
        var patient = readable ? people.GetValueOrDefault(s.Request.PatientId) : null;
        return new(
            row.Id, s.Number, s.Direction, s.Lane, s.Status, Stages.Of(Stages.Number(s)), row.Version,
            patient is null ? null : new(patient.Id, patient.Name, patient.Sex, patient.AgeOn(ChinaTime.Day(time.GetUtcNow())), patient.MaskedIdNumber),
            new(s.FromId, directory.Institution(s.FromId)?.Name),
            new(s.To.InstitutionId, s.To.InstitutionId is { } to ? directory.Institution(to)?.Name : null, s.To.Department),
            s.Request.ReasonCode is { } code ? new(code, Pack(s).Referrals.Reasons.FirstOrDefault(r => r.Code == code)?.Text.Zh) : null,
            row.Clock is { } clock ? new(clock.Name, clock.DueAt, clock.BreachedAt) : null,
            s.Place is { } place ? new(place.Kind, place.Id, place.Start, place.Label) : null,
            s.Status == ReferralStatus.UnderCare ? s.FollowUps.FirstOrDefault(t => !t.Settled)?.DueOn : null, s.ReturnOf,
            s.CreatedAt, s.UpdatedAt, caller.InstitutionId is { } own && row.LastBy is { } by && by != own);
    }

    private PolicyPack Pack(ReferralState s) => policies.For(directory.Institution(s.FromId)?.AreaCode ?? "", s.SubmittedAt ?? s.CreatedAt);
}
