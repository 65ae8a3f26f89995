namespace Telemed.Bench.Cluster;

/// <summary>The least that a grain can do.</summary>
public interface IPing : IGrainWithStringKey
{
    /// <summary>Nothing.</summary>
    [Alias("ping")]
    ValueTask Ping();
}

[Orleans.Placement.PreferLocalPlacement]
internal sealed class PingGrain : Grain, IPing
{
    public ValueTask Ping() => ValueTask.CompletedTask;
}
