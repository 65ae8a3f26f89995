using System.Text.Json;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.Recognition.Catalogues;
using Telemed.Recognition.Deciding;
using Telemed.Recognition.Reading;

namespace Telemed.Recognition;

/// <summary>Runs a step on a check for a caller: who may know of it, the rule, the append, and the answer.</summary>
internal sealed class RecognitionCases(ICaseOwner owner, IDirectory directory, CatalogueShelf catalogues, CheckViews views)
{
    /// <summary>The check, if this caller may know of it.</summary>
    public async Task<Loaded<RecognitionState>?> Find(Caller caller, string id, CancellationToken cancellationToken)
    {
        if (!IsId(id)) return null;
        var loaded = await owner.Load(RecognitionCheck.Aggregate, id, cancellationToken);
        return Access.Decide(caller, Relations.Of(loaded.State, caller, directory), Operation.SeeCase) ? loaded : null;
    }

    /// <summary>The version of the catalogue by which a check was answered: what was true then stays true for it.</summary>
    public Catalogue CatalogueOf(RecognitionState state) =>
        catalogues.Find(state.Catalogue) ?? throw new InvalidOperationException($"No catalogue {state.Catalogue}.");

    /// <summary>Runs one action of the table.</summary>
    /// <param name="reasonCode">For the log.</param>
    public async Task<Answer<CheckView>> Act(Command command, string id, Func<RecognitionState, Decision> decide, CancellationToken cancellationToken, string? reasonCode = null)
    {
        if (await Find(command.Caller, id, cancellationToken) is null) return Problem.NotFound;
        return await Decide(command, id, command.SeenVersion, decide, null, reasonCode, cancellationToken);
    }

    /// <summary>Opens a check.</summary>
    public Task<Answer<CheckView>> Open(Command command, string id, Func<RecognitionState, Decision> decide, CancellationToken cancellationToken) =>
        Decide(command, id, null, decide, $"/api/v1/recognition/checks/{id}", null, cancellationToken);

    private async Task<Answer<CheckView>> Decide(
        Command command, string id, long? seenVersion, Func<RecognitionState, Decision> decide, string? location, string? reasonCode, CancellationToken cancellationToken)
    {
        var outcome = await owner.Transact(RecognitionCheck.Aggregate, id, seenVersion, command.Context(reasonCode), decide, cancellationToken);
        return outcome switch
        {
            Outcome<RecognitionState, RecognitionRefusal>.Done done => Answer<CheckView>.Done(
                await views.Of(id, done.State, done.Version, command.Caller, cancellationToken), new(RecognitionCheck.Category, id), done.Version, location),
            Outcome<RecognitionState, RecognitionRefusal>.Refused refused => ToProblem(refused.Reason, refused.State.AsOf(command.At)),
            Outcome<RecognitionState, RecognitionRefusal>.Stale stale => Problem.Stale(stale.Version),
            _ => Problem.KeyReused,
        };
    }

    private static Problem ToProblem(RecognitionRefusal reason, RecognitionState state)
    {
        var problem = Refusals.ToProblem(reason);
        return reason == RecognitionRefusal.IllegalTransition
            ? problem.With("legalActions", RecognitionTable.Legal(state).Select(a => JsonNamingPolicy.CamelCase.ConvertName(a.ToString())).ToArray())
            : problem;
    }

    internal static bool IsId(string id) => id.Length is > 0 and <= 64 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
