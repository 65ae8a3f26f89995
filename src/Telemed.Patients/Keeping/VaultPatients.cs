using Telemed.Contracts;
using Telemed.Patients.Documents;

namespace Telemed.Patients.Keeping;

/// <summary>Patients as other contexts see them: references from the read model, persons from the vault, summaries kept in memory.</summary>
internal sealed class VaultPatients(PatientRows rows, PersonStore persons, PatientCache cache) : IPatients
{
    private const int MostAtOnce = 500;

    public async ValueTask<PatientSummary?> Find(string patientId, CancellationToken cancellationToken)
    {
        if (cache.Find(patientId) is { } known) return known;
        var since = cache.Generation;
        if (rows.Find(patientId) is not { Record: { } record } row || await persons.Get(patientId, record, cancellationToken) is not { } person) return null;
        var summary = Summary(row, person);
        cache.Offer(since, row.Id, row.Version, summary);
        return summary;
    }

    public async ValueTask<IReadOnlyDictionary<string, PatientSummary>> Find(IReadOnlyCollection<string> patientIds, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, PatientSummary>(StringComparer.Ordinal);
        var missing = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in patientIds)
            if (cache.Find(id) is { } known) found[id] = known;
            else missing.Add(id);
        foreach (var some in missing.Chunk(MostAtOnce))
        {
            var since = cache.Generation;
            var present = rows.Find(some).Where(row => row.Record is not null).ToArray();
            var people = await persons.GetMany([.. present.Select(row => (row.Id, row.Record!))], cancellationToken);
            foreach (var row in present)
            {
                if (!people.TryGetValue(row.Id, out var person)) continue;
                found[row.Id] = Summary(row, person);
                cache.Offer(since, row.Id, row.Version, found[row.Id]);
            }
        }
        return found;
    }

    private static PatientSummary Summary(PatientRow row, PersonData person) => new(
        row.Id, person.Name, person.Sex, person.BirthDate, person.Documents[0].Type, IdDocument.Mask(person.Documents[0].Number), row.Checked, row.HasGuardian);
}
