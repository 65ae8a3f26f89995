using System.Collections.Concurrent;
using Telemed.Contracts;
using static Telemed.Referrals.Tests.World;

namespace Telemed.Referrals.Tests;

/// <summary>The neighbouring contexts as this one sees them: a fixed little region.</summary>
internal sealed class Neighbours : IDirectory, IInstitutions, IPatients, IAccountDirectory, IAccessLog, IConversions, IFamilyDoctors, ICapacity
{
    private static readonly Institution[] Institutions = [Township, Neighbour, County, OtherCounty, City, Province, Far];
    private static readonly Practitioner[] Practitioners = [Asking, Treating, Family];

    public ConcurrentBag<PatientRead> Reads { get; } = [];

    /// <summary>By consultation.</summary>
    public ConcurrentDictionary<string, Conversion> Converted { get; } = new();

    /// <summary>By patient.</summary>
    public ConcurrentDictionary<string, string> FamilyDoctors { get; } = new();

    /// <summary>What is shown of a slot or bed once the read model has followed.</summary>
    public ConcurrentDictionary<string, CapacityRefusal> Shown { get; } = new();

    public IEnumerable<Institution> All => Institutions;

    public Institution? Institution(string id) => Institutions.FirstOrDefault(i => i.Id == id);

    public Practitioner? Practitioner(string id) => Practitioners.FirstOrDefault(p => p.Id == id);

    public Agreement? AgreementInForce(string invitingId, string invitedId, ServiceKind kind, DateOnly on) =>
        (invitingId, invitedId) is ("township", "city") or ("township", "far") && kind == ServiceKind.Clinical
            ? new("agreement", "2026-007", invitingId, invitedId, [kind], new(2026, 1, 1), null, null)
            : null;

    public bool InSameAlliance(string institutionId, string otherId, DateOnly on) =>
        new[] { institutionId, otherId }.All(id => id is "township" or "county" or "neighbour");

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

    ValueTask<Conversion?> IConversions.Of(string consultationId, CancellationToken cancellationToken) => new(Converted.GetValueOrDefault(consultationId));

    ValueTask<string?> IFamilyDoctors.Of(string patientId, DateOnly day, CancellationToken cancellationToken) => new(FamilyDoctors.GetValueOrDefault(patientId));

    /// <summary>Beds <c>bed-1</c> to <c>bed-9</c> and slots <c>slot-1</c> to <c>slot-9</c> of the county hospital, as a read model that lags: not shown as held unless a test says so.</summary>
    (BookableCapacity? Found, CapacityRefusal? Refused) ICapacity.Find(string id, string institutionId, string forInstitutionId, DateTimeOffset now) =>
        institutionId != "county" || id is not (['b', 'e', 'd', '-', _] or ['s', 'l', 'o', 't', '-', _]) ? (null, CapacityRefusal.CapacityUnknown)
        : Shown.TryGetValue(id, out var why) ? (null, why)
        : id == "slot-9" ? (null, CapacityRefusal.CapacityReserved)
        : (Bookable(id, now), null);

    public IReadOnlyList<BookableCapacity> NextFree(
        CapacityKind kind, string institutionId, string? department, string forInstitutionId, DateTimeOffset now, int limit, string? except = null) =>
        [.. Enumerable.Range(1, 9).Select(n => Bookable($"{(kind == CapacityKind.Bed ? "bed" : "slot")}-{n}", now)).Where(p => p.Id != except).Take(limit)];

    public CapacityWaiting Waiting(string institutionId, string? department, string forInstitutionId, DateTimeOffset now) => new(now.AddDays(1), 1, 3);

    private static BookableCapacity Bookable(string id, DateTimeOffset now) => id[0] == 'b'
        ? new(CapacityKind.Bed, id, "county", "内科", null, null, $"{id[^1]} 床")
        : new(CapacityKind.Slot, id, "county", "内科", now.AddHours(id[^1] - '0'), TimeSpan.FromMinutes(15), null);

    private static PatientSummary? Someone(string id) => id.StartsWith("patient", StringComparison.Ordinal) ? Patient with { Id = id, Name = $"某人{id[^4..]}" } : null;
}
