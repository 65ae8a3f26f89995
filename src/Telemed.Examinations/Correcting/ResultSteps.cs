using Telemed.Contracts;
using Telemed.Examinations.Keeping;
using Telemed.Examinations.Reading;
using Telemed.Examinations.Reporting;
using Telemed.Kernel;

namespace Telemed.Examinations.Correcting;

/// <summary>Runs a step on a result that the caller may read: the rule, the append, the answer.</summary>
internal sealed class ResultSteps(ICaseOwner owner, ResultTables tables, ResultDoors doors, ResultViews views)
{
    /// <param name="decide">State, and the institution in whose name the caller acts.</param>
    public async Task<Answer<ResultView>> Act(Command by, string id, Func<ResultState, string, Decision> decide, Language language, CancellationToken cancellationToken)
    {
        if (await Find(by.Caller, id, cancellationToken) is null) return Problem.NotFound;
        return ResultWriter.InstitutionOf(by.Caller) is { } institution
            ? await Decide(by, id, by.SeenVersion, state => decide(state, institution), language, cancellationToken) : Problem.Forbidden;
    }

    /// <summary>The result, if this caller may know of it.</summary>
    public async ValueTask<Loaded<ResultState>?> Find(Caller caller, string id, CancellationToken cancellationToken) =>
        await tables.Load(id, cancellationToken) is { State.Report: { } report } loaded && doors.Of(caller, report.PatientId)(id, report.InstitutionId) is not null ? loaded : null;

    /// <summary>Decides and answers with the result after it.</summary>
    public async Task<Answer<ResultView>> Decide(
        Command by, string id, long? seenVersion, Func<ResultState, Decision> decide, Language language, CancellationToken cancellationToken)
    {
        var outcome = await owner.Transact(Result.Aggregate, id, seenVersion, by.Context(), decide, cancellationToken);
        var stream = new StreamId(Result.Category, id);
        return outcome is Outcome.Done done
            ? Answer<ResultView>.Done(await views.Of(id, done.State, done.Version, language, cancellationToken), stream, done.Version)
            : outcome.ToAnswer(stream, (_, _) => default(ResultView)!);
    }
}
