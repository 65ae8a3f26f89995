using Telemed.Kernel;

namespace Telemed.Storage.Contract;

/// <summary>Stored facts of the case that the suites play with.</summary>
public abstract record TallyEvent
{
    private TallyEvent() { }

    public sealed record Counted(int By) : TallyEvent;

    public sealed record Named(string Name) : TallyEvent;
}

public enum TallyRefusal
{
    Full,
}

/// <summary>A running sum of at most 1,000 with an optional name that no other may bear.</summary>
public sealed record TallyState(int Sum, string? Name);

public static class Tally
{
    public static Aggregate<TallyState, TallyEvent, TallyRefusal> Kind { get; } = new(
        "case", new(0, null), Evolve, new("tally"), state => state.Name is null ? [] : [$"tally:{state.Name}"]);

    public static Decision<TallyEvent, TallyRefusal> Count(TallyState state, int by) =>
        by == 0 ? Decision<TallyEvent, TallyRefusal>.Nothing
        : state.Sum + by > 1000 ? TallyRefusal.Full
        : new TallyEvent.Counted(by);

    public static Decision<TallyEvent, TallyRefusal> Rename(TallyState state, string name) =>
        state.Name == name ? Decision<TallyEvent, TallyRefusal>.Nothing : new TallyEvent.Named(name);

    private static TallyState Evolve(TallyState state, TallyEvent fact) => fact switch
    {
        TallyEvent.Counted e => state with { Sum = state.Sum + e.By },
        TallyEvent.Named e => state with { Name = e.Name },
        _ => throw new InvalidOperationException(fact.GetType().Name),
    };
}
