using Telemed.Contracts;

namespace Telemed.Consultations.Listing;

/// <summary>Rows of a list as one caller may see them; names are joined here and stored nowhere.</summary>
internal sealed class RowViews(IDirectory directory, IPatients patients, TimeProvider time)
{
    public async Task<IReadOnlyList<RowView>> Of(IReadOnlyList<CaseRow> rows, Caller caller, CancellationToken cancellationToken)
    {
        var readable = rows.Where(r => Access.Decide(caller, Relations.Of(r.State, caller, directory), Operation.ReadContent)).Select(r => r.Id).ToHashSet();
        var people = readable.Count == 0
            ? new Dictionary<string, PatientSummary>()
            : await patients.Find([.. rows.Where(r => readable.Contains(r.Id)).Select(r => r.State.Request.PatientId).Distinct()], cancellationToken);
        return [.. rows.Select(row => Of(row, caller, readable.Contains(row.Id), people))];
    }

    private RowView Of(CaseRow row, Caller caller, bool readable, IReadOnlyDictionary<string, PatientSummary> people)
    {
        var s = row.State;
        var patient = readable ? people.GetValueOrDefault(s.Request.PatientId) : null;
        return new(
            row.Id, s.Number, s.Request.Kind, s.Request.Mode, s.Request.Urgency, s.Status, row.Version,
            patient is null ? null : new(patient.Id, patient.Name, patient.Sex, patient.AgeOn(ChinaTime.Day(time.GetUtcNow())), patient.MaskedIdNumber),
            new(s.InvitingId, directory.Institution(s.InvitingId)?.Name),
            new(s.Invited.InstitutionId, s.Invited.InstitutionId is { } invited ? directory.Institution(invited)?.Name : null, s.Invited.Department),
            s.Lead is { } lead ? new(lead, directory.Practitioner(lead)?.Name) : null,
            readable ? s.Request.Reason : null, s.Studies.Count,
            row.Clock is { } clock ? new(clock.Name, clock.DueAt, clock.BreachedAt) : null,
            s.CreatedAt, s.UpdatedAt, caller.InstitutionId is { } own && row.LastBy is { } by && by != own);
    }
}
