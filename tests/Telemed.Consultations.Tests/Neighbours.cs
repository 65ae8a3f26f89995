using System.Security.Cryptography;
using Telemed.Contracts;
using static Telemed.Consultations.Tests.World;

namespace Telemed.Consultations.Tests;

/// <summary>The neighbouring contexts as this one sees them: a fixed little region.</summary>
internal sealed class Neighbours : IDirectory, IPatients, IAccountDirectory, ISigner, IAccessLog
{
    private static readonly Institution[] Institutions = [Township, City, Province];
    private static readonly Practitioner[] Practitioners = [Asking, First, Second, Third];

    public List<PatientRead> Reads { get; } = [];

    public Institution? Institution(string id) => Institutions.FirstOrDefault(i => i.Id == id);

    public Practitioner? Practitioner(string id) => Practitioners.FirstOrDefault(p => p.Id == id);

    public Agreement? AgreementInForce(string invitingId, string invitedId, ServiceKind kind, DateOnly on) =>
        invitingId == "township" ? World.Agreement with { InvitedId = invitedId } : null;

    public bool InSameAlliance(string institutionId, string otherId, DateOnly on) => false;

    public Institution? ByAeTitle(string aeTitle) => null;

    public bool Supervises(string areaCode, string institutionId) => Institution(institutionId)?.AreaCode.StartsWith(areaCode, StringComparison.Ordinal) == true;

    public ValueTask<PatientSummary?> Find(string patientId, CancellationToken cancellationToken) => new(Someone(patientId));

    public ValueTask<IReadOnlyDictionary<string, PatientSummary>> Find(IReadOnlyCollection<string> patientIds, CancellationToken cancellationToken) =>
        new(patientIds.ToDictionary(id => id, id => Someone(id)!));

    ValueTask<AccountSummary?> IAccountDirectory.Find(string accountId, CancellationToken cancellationToken) =>
        new(new AccountSummary(accountId, $"名 {accountId}", null, null, new HashSet<Role>()));

    public ValueTask<Answer<string>> Sign(Caller caller, string password, string? code, ReadOnlyMemory<byte> content, DateTimeOffset at, CancellationToken cancellationToken) =>
        new(password == "secret" ? Answer<string>.Ok(Hash(content)) : new Problem(401, "wrong-password", new("密码错误", "Wrong password")));

    public bool Verify(ReadOnlyMemory<byte> content, string signature) => signature == Hash(content);

    public ValueTask Record(PatientRead read, CancellationToken cancellationToken)
    {
        lock (Reads) Reads.Add(read);
        return ValueTask.CompletedTask;
    }

    private static PatientSummary? Someone(string id) => id.StartsWith("patient", StringComparison.Ordinal) ? Patient with { Id = id, Name = $"某人{id[^4..]}" } : null;

    private static string Hash(ReadOnlyMemory<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content.Span));
}
