using System.Text.Json;
using Microsoft.Data.Sqlite;
using Telemed.Cases.Listing;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;
using static Telemed.Consultations.Rounds.RoundEvent;

namespace Telemed.Consultations.Rounds.Listing;

/// <summary>Lists of rounds; rings the topic of a round with its own facts and with those of its patients' cases.</summary>
internal sealed class RoundProjection : IProjection
{
    /// <summary>Steps of a case after which its place in a round looks otherwise. Not the saving of a draft, which comes every few seconds.</summary>
    private static readonly HashSet<string> Telling =
        ["accepted", "claimed", "assigned", "givenBack", "declined", "redirected", "informationRequested", "informationProvided", "opinionReleased", "withdrawn", "expired", "convertedToReferral", "decisionRecorded", "closed"];

    public string Name => "rounds";

    public int Version => 1;

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = """
            CREATE TABLE rounds (id TEXT PRIMARY KEY, row TEXT NOT NULL) STRICT, WITHOUT ROWID;
            CREATE TABLE round_places (case_id TEXT PRIMARY KEY, round TEXT NOT NULL) STRICT, WITHOUT ROWID;
            """;
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append)
    {
        if (append.Stream.Category != RoundCases.Category) return;
        var id = append.Stream.Id;
        var before = append.Version > 1 && projecting.Scalar<string>("SELECT row FROM rounds WHERE id=?1", id) is { } json ? RoundRow.FromJson(json) : null;
        var state = before?.State ?? RoundState.Initial;
        foreach (var fact in projecting.Facts(append, Round.Aggregate.Format))
        {
            state = RoundEvolve.Evolve(state, fact);
            projecting.Ring($"round:{id}", JsonNamingPolicy.CamelCase.ConvertName(fact.GetType().Name), append.Context.At, new { state = state.Status, version = append.Version, present = state.Present });
            foreach (var (institution, kind) in Notices(fact, state, append.Context.Actor.InstitutionId)) Notice(projecting, id, append, state, institution, kind);
        }
        var after = new RoundRow(id, append.Version, state);
        projecting.Execute("INSERT INTO rounds (id, row) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET row=excluded.row", id, after.ToJson());
        foreach (var place in state.Here.Where(p => before?.State.Here.Any(b => b.CaseId == p.CaseId) != true))
            projecting.Execute("INSERT INTO round_places (case_id, round) VALUES (?1, ?2) ON CONFLICT (case_id) DO UPDATE SET round=excluded.round", place.CaseId, id);
        CaseLists.Count(projecting, before?.Listed, after.Listed);
        CaseLists.Move(projecting, RoundCases.Category, before?.Listed, after.Listed);
    }

    public void Apply(Projecting projecting, object fact)
    {
        if (fact is not CaseStep { Category: ConsultationCases.Category, Case.Kind: "wardRound" } step || !Telling.Contains(step.Step)) return;
        if (projecting.Scalar<string>("SELECT round FROM round_places WHERE case_id=?1", step.CaseId) is { } round)
            projecting.Ring($"round:{round}", "place", step.At, new { caseId = step.CaseId, caseState = step.Case.State });
    }

    /// <summary>Who is told in their inbox: the side that did not do it.</summary>
    private static IEnumerable<(string Institution, string Kind)> Notices(RoundEvent fact, RoundState s, string? by)
    {
        string[] others = [.. new[] { s.InvitingId, s.Invited.InstitutionId! }.Where(i => i != by)];
        return fact switch
        {
            Planned => others.Select(i => (i, "roundPlanned")),
            Postponed => others.Select(i => (i, "roundPostponed")),
            Taken => others.Select(i => (i, "roundTaken")),
            GivenBack => new[] { s.InvitingId, s.Invited.InstitutionId! }.Select(i => (i, "roundGivenBack")),   // as a plan: somebody of the asked side is to take it
            Begun => others.Select(i => (i, "roundBegun")),
            Finished => others.Select(i => (i, "roundFinished")),
            Cancelled => others.Select(i => (i, "roundCancelled")),
            _ => [],
        };
    }

    private static void Notice(Projecting projecting, string id, StoredAppend append, RoundState state, string institution, string kind) =>
        projecting.Ring($"inbox:{institution}", kind, append.Context.At, new
        {
            category = RoundCases.Category,
            caseId = id,
            number = state.Number,
            kind = ServiceKind.WardRound,
            state = state.Status,
            version = append.Version,
            forPractitioners = Meant(state, institution),
        });

    private static string[]? Meant(RoundState s, string institution) =>
        (institution == s.InvitingId ? s.Author.PractitionerId : s.PractitionerId ?? s.Invited.PractitionerId) is { Length: > 0 } one ? [one] : null;
}
