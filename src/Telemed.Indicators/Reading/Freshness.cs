using Telemed.Contracts;
using Telemed.ReadModel;

namespace Telemed.Indicators.Reading;

/// <summary>Of which moment figures are.</summary>
/// <param name="AsOf">Everything that was stored until then is counted.</param>
internal readonly record struct Age(DateTimeOffset AsOf, double Seconds);

/// <summary>Says how old figures are; refuses when nothing more is counted.</summary>
internal sealed class Freshness(ProjectionEngine engine, TimeProvider time)
{
    /// <summary>To be asked before the figures are read: they are never older than it says.</summary>
    public (Age Age, Problem? Problem) Now() =>
        engine.Health.Fresh(time.GetUtcNow()) is { } fresh ? (new(fresh.AsOf, fresh.Seconds), null) : (default, Problem.FiguresStopped);
}
