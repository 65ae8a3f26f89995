using Telemed.Contracts;
using Telemed.Patients.Keeping;

namespace Telemed.Patients.Listing;

/// <summary>Persons whom an institution registered, by what they are called now: the index also knows former names, and the beginnings of all.</summary>
internal sealed class NameSearch(PersonStore persons, IPatients patients)
{
    private const int AtOnce = 200;

    /// <param name="name">Whole, or the beginning of one.</param>
    /// <param name="fits">Whether a present name is one that is looked for.</param>
    public async Task<IReadOnlyList<PatientSummary>> Find(string institutionId, string name, Func<string, bool> fits, int most, CancellationToken cancellationToken)
    {
        var found = new List<PatientSummary>();
        foreach (var some in (await persons.FindByName(institutionId, name, cancellationToken)).Chunk(AtOnce))
        {
            found.AddRange((await patients.Find(some, cancellationToken)).Values.Where(p => fits(p.Name)));
            if (found.Count >= most) break;
        }
        return [.. found.OrderBy(p => p.Id, StringComparer.Ordinal).Take(most)];
    }
}
