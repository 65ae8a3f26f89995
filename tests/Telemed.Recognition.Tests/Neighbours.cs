using System.Collections.Concurrent;
using Telemed.Contracts;

namespace Telemed.Recognition.Tests;

/// <summary>The neighbouring contexts as this one sees them: a fixed little region, and results that the test puts in.</summary>
internal sealed class Neighbours : IDirectory, IPatients, IAccountDirectory, IAccessLog, IResults
{
    public ConcurrentBag<PatientRead> Reads { get; } = [];

    public ConcurrentDictionary<string, PriorResult> Results { get; } = new();

    public Institution? Institution(string id) => World.Institutions.FirstOrDefault(i => i.Id == id);

    public Practitioner? Practitioner(string id) =>
        id.StartsWith("p-", StringComparison.Ordinal) ? new(id, $"医师 {id}", "township", id == "p-paediatrician" ? "儿科" : "全科", Title.Attending, "110", new(2030, 1, 1), new(2010, 1, 1)) : null;

    public Agreement? AgreementInForce(string invitingId, string invitedId, ServiceKind kind, DateOnly on) => null;

    public bool InSameAlliance(string institutionId, string otherId, DateOnly on) => new[] { institutionId, otherId }.All(id => id is "township" or "county" or "village");

    public Institution? ByAeTitle(string aeTitle) => null;

    public bool Supervises(string areaCode, string institutionId) => Institution(institutionId)?.AreaCode.StartsWith(areaCode, StringComparison.Ordinal) == true;

    public ValueTask<PatientSummary?> Find(string patientId, CancellationToken cancellationToken) => new(Someone(patientId));

    public ValueTask<IReadOnlyDictionary<string, PatientSummary>> Find(IReadOnlyCollection<string> patientIds, CancellationToken cancellationToken) =>
        new(patientIds.ToDictionary(id => id, id => Someone(id)!));

    ValueTask<AccountSummary?> IAccountDirectory.Find(string accountId, CancellationToken cancellationToken) =>
        new(new AccountSummary(accountId, $"名 {accountId}", null, null, new HashSet<Role>()));

    public ValueTask Record(PatientRead read, CancellationToken cancellationToken)
    {
        Reads.Add(read);
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<PriorResult>> Of(string patientId, CancellationToken cancellationToken) => new([.. Results.Values.Where(r => r.PatientId == patientId)]);

    public ValueTask<ResultsOfItems> Of(string patientId, IReadOnlyDictionary<string, DateTimeOffset> since, CancellationToken cancellationToken)
    {
        var asked = Results.Values.Where(r => r.PatientId == patientId && r.ItemCode is { } item && since.ContainsKey(item)).ToLookup(r => r.PerformedAt >= since[r.ItemCode!]);
        return new(new ResultsOfItems([.. asked[true]], asked[false].CountBy(r => r.ItemCode!).ToDictionary()));
    }

    ValueTask<PriorResult?> IResults.Find(string resultId, CancellationToken cancellationToken) => new(Results.GetValueOrDefault(resultId));

    private static PatientSummary? Someone(string id) =>
        id.StartsWith("patient", StringComparison.Ordinal) ? new(id, $"某人{id[^2..]}", Sex.Male, new(1960, 5, 1), "01", "520**********02", !id.EndsWith("unchecked", StringComparison.Ordinal), false) : null;
}
