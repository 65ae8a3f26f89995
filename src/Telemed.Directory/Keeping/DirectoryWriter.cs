using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Directory.Keeping;

/// <summary>Writes to the directory: for administrators only, and seen by every lookup of this node once it answers.</summary>
internal sealed class DirectoryWriter(ICaseOwner cases, ProjectionEngine readModel)
{
    public async Task<Answer<TView>> Write<TState, TEvent, TRefusal, TView>(
        Command by, Aggregate<TState, TEvent, TRefusal> aggregate, string id,
        Func<TState, Decision<TEvent, TRefusal>> decide, Func<string, TState, long, TView> view, CancellationToken cancellationToken, string? location = null)
        where TEvent : class where TRefusal : struct, Enum
    {
        if (!by.Caller.Is(Role.Administrator)) return Problem.Forbidden;
        if (!IsId(id)) return Problem.NotFound;
        var outcome = await cases.Transact(aggregate, id, by.SeenVersion, by.Context(), decide, cancellationToken);
        if (outcome is Outcome<TState, TRefusal>.Done { Version: > 0 } done)
            await readModel.WaitFor(new(aggregate.Category, id), done.Version, cancellationToken);
        return outcome.ToAnswer(new StreamId(aggregate.Category, id), (state, version) => view(id, state, version), location);
    }

    /// <summary>The present state, as the log has it; null when there is none.</summary>
    public async Task<TState?> Find<TState, TEvent, TRefusal>(Aggregate<TState, TEvent, TRefusal> aggregate, string id, CancellationToken cancellationToken)
        where TState : class where TEvent : class where TRefusal : struct, Enum
    {
        if (!IsId(id)) return null;
        var loaded = await cases.Load(aggregate, id, cancellationToken);
        return loaded.Version == 0 ? null : loaded.State;
    }

    /// <summary>Ids come from outside, and a stream's name takes only some characters.</summary>
    public static bool IsId(string id) => id.Length is > 0 and <= 80 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
