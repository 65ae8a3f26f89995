namespace Telemed.Kernel;

/// <summary>What became of a command sent to a case.</summary>
/// <remarks>A closed set; the host maps each case to one HTTP answer.</remarks>
public abstract record Outcome<TState, TRefusal> where TRefusal : struct, Enum
{
    private Outcome() { }

    /// <summary>The facts are on disk. <paramref name="Repeated"/>: this command had been done before, and <paramref name="State"/> is the one it led to then.</summary>
    public sealed record Done(TState State, long Version, bool Repeated) : Outcome<TState, TRefusal>;

    /// <summary>A rule forbids it; <paramref name="State"/> and <paramref name="Version"/> are the present ones. Nothing was stored.</summary>
    public sealed record Refused(TRefusal Reason, TState State, long Version) : Outcome<TState, TRefusal>;

    /// <summary>The caller had seen an older version (HTTP 412). Nothing was stored.</summary>
    public sealed record Stale(long Version) : Outcome<TState, TRefusal>;

    /// <summary>The same command id came with another body (HTTP 409). Nothing was stored.</summary>
    public sealed record KeyReused : Outcome<TState, TRefusal>;

    /// <summary>Another stream holds a key that this step needs for itself alone (HTTP 409). Nothing was stored.</summary>
    public sealed record Taken(string Key, StreamId By) : Outcome<TState, TRefusal>;
}
