using Telemed.Kernel;

namespace Telemed.Contracts;

/// <summary>From what became of a command to what the caller is told.</summary>
public static class OutcomeAnswers
{
    /// <summary>The view of the new state, or the problem.</summary>
    /// <param name="outcome">What became of the command.</param>
    /// <param name="stream">The case; the caller's next read waits for it.</param>
    /// <param name="view">State and version as the client sees them.</param>
    /// <param name="location">Path of what was made; the answer is then 201.</param>
    /// <param name="taken">Says who holds a key that this step needed; 409 <c>already-taken</c> otherwise.</param>
    public static Answer<T> ToAnswer<TState, TRefusal, T>(
        this Outcome<TState, TRefusal> outcome, StreamId stream, Func<TState, long, T> view, string? location = null, Func<string, StreamId, Problem>? taken = null)
        where TRefusal : struct, Enum => outcome switch
        {
            Outcome<TState, TRefusal>.Done done => Answer<T>.Done(view(done.State, done.Version), stream, done.Version, location),
            Outcome<TState, TRefusal>.Refused refused => Refusals.ToProblem(refused.Reason),
            Outcome<TState, TRefusal>.Stale stale => Problem.Stale(stale.Version),
            Outcome<TState, TRefusal>.Taken by => taken?.Invoke(by.Key, by.By) ?? AlreadyTaken(by.By),
            _ => Problem.KeyReused,
        };

    private static Problem AlreadyTaken(StreamId by) =>
        new Problem(409, "already-taken", new("该编号已登记在他处", "This number is registered elsewhere")).With("existingId", by.Id);
}
