using Telemed.Contracts;
using Telemed.ReadModel;

namespace Telemed.Indicators.Reading;

/// <summary>Of which moment figures are.</summary>
/// <param name="AsOf">Everything that was stored until then is counted.</param>
internal readonly record struct Age(DateTimeOffset AsOf, double Seconds);

/// <summary>Says how old figures are; refuses when nothing more is counted.</summary>
internal sealed class Freshness(ProjectionEngine engine, TimeProvider time)
{
    private static readonly Problem Stopped = new(503, "figures-stopped", new("统计已停止更新，请联系管理员", "Figures are no longer kept up to date; call the administrator"));

    /// <summary>To be asked before the figures are read: they are never older than it says.</summary>
    public (Age Age, Problem? Problem) Now()
    {
        var now = time.GetUtcNow();
        var health = engine.Health;
        return health.State is ReadModelState.Failed or ReadModelState.Stopped
            ? (default, Stopped)
            : (new(now - health.Lag, Math.Round(health.Lag.TotalSeconds, 3)), null);
    }
}
