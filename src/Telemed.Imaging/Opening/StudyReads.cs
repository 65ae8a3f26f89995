using System.Collections.Concurrent;
using Telemed.Contracts;

namespace Telemed.Imaging.Opening;

/// <summary>Records who looked at whose images, when a case tells who the patient is; a viewer's hundred requests are one look.</summary>
/// <remarks>The owner's own look outside any case is not recorded: a study then has a hospital number only and no patient of the platform.</remarks>
internal sealed class StudyReads(IStudyCases cases, IAccessLog log, TimeProvider time)
{
    private const int MostRemembered = 50_000;
    private static readonly TimeSpan SameLook = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(string Account, string Study), DateTimeOffset> recent = new();

    public async ValueTask Record(Caller caller, string study, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (recent.TryGetValue((caller.AccountId, study), out var last) && now - last < SameLook) return;
        if (await cases.CaseFor(caller, study, cancellationToken) is not { } found) return;
        string purpose = caller.Is(Role.Resident) ? "ownRecord" : "treatment";
        await log.Record(new PatientRead(caller, found.PatientId, "study", purpose, found.CaseId, now), cancellationToken);
        if (recent.Count >= MostRemembered) recent.Clear();
        recent[(caller.AccountId, study)] = now;
    }
}
