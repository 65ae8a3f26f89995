using System.Collections.Concurrent;
using Telemed.Contracts;
using Telemed.Recognition.Deciding;

namespace Telemed.Recognition.Quality;

/// <summary>All evidence in memory, by institution and item.</summary>
public sealed class EvidenceIndex
{
    private readonly ConcurrentDictionary<(string Institution, string Item), (string Id, Evidence Evidence)[]> all = new();

    /// <summary>Puts evidence in place of what had its id.</summary>
    public void Set(string id, Evidence evidence) =>
        all.AddOrUpdate((evidence.InstitutionId, evidence.ItemCode), _ => [(id, evidence)], (_, known) => [.. known.Where(k => k.Id != id), (id, evidence)]);

    public void Clear() => all.Clear();

    /// <summary>What it says of a result made by this class of equipment on that day, to somebody of this area.</summary>
    public Deciding.Quality On(string institutionId, string itemCode, DateOnly day, string? deviceClass, string areaCode)
    {
        if (!all.TryGetValue((institutionId, itemCode), out var known)) return default;
        var state = QualityState.None;
        var here = false;
        MarkScope? widest = null;
        foreach (var (_, evidence) in known)
        {
            if (!evidence.Covers(day) || (evidence.DeviceClass is { } device && device != deviceClass)) continue;
            if (evidence.Outcome != EvidenceOutcome.Passed)
            {
                if (state == QualityState.None) state = QualityState.NotPassed;
            }
            else if (evidence.SuspendedOn(day))
            {
                if (state != QualityState.Passed) state = QualityState.Suspended;
            }
            else
            {
                state = QualityState.Passed;
                here |= evidence.Scope.Holds(areaCode);
                if (widest is null || evidence.Scope.Width < widest.Width) widest = evidence.Scope;
            }
        }
        return new(state, here, widest?.Mark);
    }

    /// <summary>The mark of results that state no equipment; null without evidence.</summary>
    public string? Mark(string institutionId, string itemCode, DateOnly day) => On(institutionId, itemCode, day, null, "").Mark;
}
