using Telemed.Kernel;

namespace Telemed.ReadModel;

/// <summary>What a read model is doing.</summary>
public enum ReadModelState
{
    /// <summary>Not started, or ended.</summary>
    Stopped,

    /// <summary>Reads what lies in the log; answers may be old.</summary>
    CatchingUp,

    /// <summary>Has reached the end of the log and follows it.</summary>
    Live,

    /// <summary>A projection threw or the file broke; nothing is applied until a rebuild or a restart.</summary>
    Failed,

    /// <summary>The disk is full or the log is away; it tries again every second.</summary>
    Waiting,
}

/// <summary>The append at which a read model stopped.</summary>
/// <param name="Projection">Name of the projection, or null when the engine itself failed.</param>
/// <param name="EventTypes">Types of the facts in the append.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Version">Its version.</param>
/// <param name="Cause">For a debugger; its message may hold personal data and is not for logs.</param>
public sealed record ReadModelFailure(string? Projection, IReadOnlyList<string> EventTypes, StreamId? Stream, long Version, Exception Cause)
{
    /// <summary>The same again may succeed: a full disk, a store that is away.</summary>
    public bool Passing { get; init; }

    /// <summary>A newer version wrote what this program does not know; it goes on where it stopped once this node is upgraded.</summary>
    public bool Newer => Cause is UnknownEventException;

    /// <summary>One line without personal data.</summary>
    public override string ToString() => Passing ? $"The read model waits: {Cause.GetType().Name}."
        : Newer ? $"The read model waits for a newer version of this program at {Stream}@{Version}: '{((UnknownEventException)Cause).Type}' is not known here."
        : Stream is null
        ? $"The read model stopped: {Cause.GetType().Name}."
        : $"The read model stopped at {Stream}@{Version} ({string.Join(", ", EventTypes)}) in projection '{Projection}': {Cause.GetType().Name}.";
}

/// <summary>State of a read model at a moment.</summary>
/// <param name="State">What it is doing.</param>
/// <param name="Lag">Age of the newest applied append while there is more to read; zero when there is not.</param>
/// <param name="Applied">Appends applied since the start.</param>
/// <param name="Failure">Where it stopped.</param>
public sealed record ReadModelHealth(ReadModelState State, TimeSpan Lag, long Applied, ReadModelFailure? Failure)
{
    /// <summary>Of which moment figures are that are read behind this question, and how many seconds ago that was; null when nothing more is applied.</summary>
    public (DateTimeOffset AsOf, double Seconds)? Fresh(DateTimeOffset now) =>
        State is ReadModelState.Failed or ReadModelState.Stopped ? null : (now - Lag, Math.Round(Lag.TotalSeconds, 3));
}

/// <summary>A wait that can never end because the read model has stopped.</summary>
public sealed class ReadModelStoppedException(ReadModelFailure failure) : Exception(failure.ToString())
{
    /// <summary>It stopped at what a newer version wrote.</summary>
    public bool Newer => failure.Newer;
}
