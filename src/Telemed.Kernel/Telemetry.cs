using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Telemed.Kernel;

/// <summary>Traces and measures of the platform. Without a listener they cost a comparison. Tags are names and codes, never ids of patients or texts.</summary>
public static class Telemetry
{
    /// <summary>Name of the source and of the meter.</summary>
    public const string Name = "Telemed";

    private static readonly Meter Meter = new(Name);

    /// <summary>Spans: <c>command</c>, <c>append</c>, <c>apply</c>, <c>ring</c>.</summary>
    public static ActivitySource Source { get; } = new(Name);

    /// <summary>From the decision to the synced answer of the log; tags <c>category</c>, <c>outcome</c>.</summary>
    public static Histogram<double> AppendDuration { get; } = Meter.CreateHistogram<double>("telemed.log.append.duration", "s", "Appends to the event log, synced");

    /// <summary>One command or query from the pipeline's door to its answer; tags <c>request</c>, <c>result</c> (a problem code or <c>done</c>).</summary>
    public static Histogram<double> RequestDuration { get; } = Meter.CreateHistogram<double>("telemed.request.duration", "s", "Commands and queries by type");

    /// <summary>Clocks that ran out; tags <c>category</c>, <c>clock</c>.</summary>
    public static Counter<long> ClocksFired { get; } = Meter.CreateCounter<long>("telemed.clocks.fired", "{clock}", "Clocks of cases that ran out");
}
