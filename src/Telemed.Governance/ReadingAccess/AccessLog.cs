using System.Collections.Concurrent;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Governance.ReadingAccess;

/// <summary>Records every read in the audit chain; the same person looking at the same thing again within <see cref="SameLook"/> is one read.</summary>
internal sealed class AccessLog(ICaseOwner cases) : IAccessLog
{
    private static readonly TimeSpan SameLook = TimeSpan.FromMinutes(10);
    private const int MostRemembered = 50_000;
    private readonly ConcurrentDictionary<(string Account, string Patient, string What, string? Case), DateTimeOffset> recent = new();

    public async ValueTask Record(PatientRead read, CancellationToken cancellationToken)
    {
        var key = (read.Caller.AccountId, read.PatientId, read.What, read.CaseId);
        if (recent.TryGetValue(key, out var last) && read.At - last < SameLook) return;
        var context = new CommandContext(Guid.CreateVersion7().ToString("N"), null, new(read.Caller.AccountId, null, read.Caller.InstitutionId), read.At);
        await cases.Transact(AccessStream.Aggregate, AccessStream.IdOf(read.PatientId, read.At), null, context,
            _ => new AccessEvent.PatientDataRead(read.PatientId, read.What, read.Purpose, read.CaseId), cancellationToken);
        if (recent.Count >= MostRemembered) recent.Clear();
        recent[key] = read.At;
    }
}
