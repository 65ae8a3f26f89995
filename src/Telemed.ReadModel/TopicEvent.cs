namespace Telemed.ReadModel;

/// <summary>One ring of a topic: what the live hub says and can say again.</summary>
/// <param name="Topic">Such as <c>case:{id}</c>; <see cref="Resync"/> for the mark that some rings were not handed on.</param>
/// <param name="Seq">1, 2, 3 … without gap within its topic; 0 for one that is stored nowhere and cannot be replayed.</param>
/// <param name="Type">What happened.</param>
/// <param name="At">When, UTC.</param>
/// <param name="DataJson">Details as JSON, camelCase.</param>
public sealed record TopicEvent(string Topic, long Seq, string Type, DateTimeOffset At, string DataJson)
{
    /// <summary>The trace of what rang, while somebody traces; not stored.</summary>
    public string? Trace { get; init; }

    /// <summary>Topic of the mark: everybody who watches anything should ask for what came after the last ring seen.</summary>
    public const string Resync = "*";

    /// <summary>Topic of the end: nothing more rings on this node until it is started or rebuilt.</summary>
    public const string Stopped = "!";

    internal static TopicEvent End { get; } = new(Stopped, 0, "stopped", default, "{}");

    internal static TopicEvent Mark { get; } = new(Resync, 0, "resync", default, "{}");
}
