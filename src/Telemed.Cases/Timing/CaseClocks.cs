using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Cases.Timing;

/// <summary>What became of looking at the clocks of a case.</summary>
/// <param name="Version">Version of the case after it.</param>
/// <param name="Next">When the next of its clocks runs out; null when none runs.</param>
public sealed record ClocksRung(long Version, DateTimeOffset? Next);

/// <summary>Makes the clocks of a case run out, wherever the case lives.</summary>
public interface ICaseClocks
{
    /// <summary>Fires every clock of the case that is due. Safe to repeat and to call from several nodes: each clock runs out once.</summary>
    Task<ClocksRung> Ring(string category, string id, CancellationToken cancellationToken);
}

/// <summary>How long the service of clocks waits before it rings a clock that is due: nothing where it is the only one that does.</summary>
/// <param name="Grace">Time in which someone else may be first.</param>
public sealed record ClockGrace(TimeSpan Grace);

/// <summary>Fires them in this process, by the state of the case.</summary>
public sealed class CaseClocks(ICaseOwner owner, IEnumerable<IClockedCase> kinds, TimeProvider time) : ICaseClocks
{
    private readonly Dictionary<string, IClockedCase> kinds = kinds.ToDictionary(k => k.Category);

    /// <summary>When the next clock of a case runs out, asked where its last step was done; null when none runs or cases of this category have none.</summary>
    public async ValueTask<DateTimeOffset?> Next(string category, string id, CancellationToken cancellationToken) =>
        kinds.TryGetValue(category, out var kind) ? Next(kind.Known(owner, id) ?? (await kind.Clocks(owner, id, cancellationToken)).State) : null;

    /// <inheritdoc/>
    public async Task<ClocksRung> Ring(string category, string id, CancellationToken cancellationToken)
    {
        var kind = kinds[category];
        while (true)
        {
            var (clocks, version) = await kind.Clocks(owner, id, cancellationToken);
            var now = time.GetUtcNow();
            if (clocks.Where(c => c.Due <= now).OrderBy(c => c.Due).ThenBy(c => c.Name, StringComparer.Ordinal).FirstOrDefault() is not { } due)
                return new(version, Next(clocks));
            var context = new CommandContext($"clock-{due.Name}-{due.Due.UtcTicks}", null, Actor.Clock, now);
            if (!(await kind.Fire(owner, id, due.Name, context, cancellationToken) > version)) return new(version, null);   // the rule did not take it: asked again when the case changes
            Telemetry.ClocksFired.Add(1, new("category", category), new KeyValuePair<string, object?>("clock", due.Name));
        }
    }

    private static DateTimeOffset? Next(IReadOnlyList<RunningClock> clocks) => clocks.Min(c => (DateTimeOffset?)c.Due);
}
