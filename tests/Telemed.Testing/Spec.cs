using Telemed.Kernel;
using Xunit;

namespace Telemed.Testing;

/// <summary>Given these facts, when this is decided, then these facts or that refusal.</summary>
public sealed class Spec<TState, TEvent, TRefusal>(TState initial, Func<TState, TEvent, TState> evolve)
    where TEvent : class where TRefusal : struct, Enum
{
    public Scenario Given(params IEnumerable<TEvent> history) => new(history.Aggregate(initial, evolve), evolve);

    public sealed record Scenario(TState State, Func<TState, TEvent, TState> Evolve)
    {
        public Result When(Func<TState, Decision<TEvent, TRefusal>> decide) => new(decide(State), State, Evolve);
    }

    public sealed record Result(Decision<TEvent, TRefusal> Decision, TState Before, Func<TState, TEvent, TState> Evolve)
    {
        public IReadOnlyList<TEvent> Events => Assert.IsType<Decision<TEvent, TRefusal>.Happened>(Decision).Events;

        public TState After => Events.Aggregate(Before, Evolve);

        public void Then(params TEvent[] expected) => Assert.Equal(expected, Events);

        public void ThenNothing() => Then();

        public void ThenRefused(TRefusal reason) => Assert.Equal(reason, Assert.IsType<Decision<TEvent, TRefusal>.Refused>(Decision).Reason);
    }
}
