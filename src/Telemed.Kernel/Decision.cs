namespace Telemed.Kernel;

/// <summary>A decider's answer: the facts to append (maybe none), or the rule that forbids them.</summary>
public abstract record Decision<TEvent, TRefusal> where TEvent : class where TRefusal : struct, Enum
{
    private Decision() { }

    /// <summary>Allowed. No events means that the wish is already fulfilled: a retry, not an error.</summary>
    public sealed record Happened(IReadOnlyList<TEvent> Events) : Decision<TEvent, TRefusal>;

    /// <summary>Forbidden by one named rule.</summary>
    public sealed record Refused(TRefusal Reason) : Decision<TEvent, TRefusal>;

    /// <summary>Allowed, and nothing to record.</summary>
    public static Decision<TEvent, TRefusal> Nothing { get; } = new Happened([]);

    /// <summary>Several facts of one step; they are stored together or not at all.</summary>
    public static Decision<TEvent, TRefusal> All(params IReadOnlyList<TEvent> events) => new Happened(events);

    /// <summary>One fact.</summary>
    public static implicit operator Decision<TEvent, TRefusal>(TEvent fact) => new Happened([fact]);

    /// <summary>One rule.</summary>
    public static implicit operator Decision<TEvent, TRefusal>(TRefusal reason) => new Refused(reason);
}
