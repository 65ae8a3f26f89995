using System.Security.Cryptography;
using System.Text;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.Recognition.Catalogues;
using Telemed.Recognition.Checking;
using Telemed.Recognition.Deciding;

namespace Telemed.Recognition.Repeating;

/// <summary>Holds a result that came in against those that were there: was one recognisable, did anybody decide about it, and does the new one say the same?</summary>
/// <remarks>Only results of other institutions count: an institution that watches its own patient repeats nothing. Diagnoses are not known here, so the item's usual window holds;
/// the institution may answer the finding.</remarks>
internal sealed class RepeatFinder(CheckDesk desk, CatalogueShelf catalogues, IResults results, IDirectory directory, IPrices prices, ReportedResults reported, ICaseOwner owner)
{
    /// <summary>A decision counts for an examination that follows within this time.</summary>
    private static readonly TimeSpan Waiting = TimeSpan.FromDays(14);

    private static readonly TimeSpan Lateness = TimeSpan.FromDays(1);

    /// <summary>Looks at one; where it is a repeat, that becomes a fact, once.</summary>
    /// <returns>The case and version it was written to; null when there was nothing to write.</returns>
    public async Task<(StreamId Stream, long Version)?> Look(Reported row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await results.Find(row.ResultId, cancellationToken) is not { ItemCode: { } item } made || directory.Institution(made.InstitutionId) is not { } institution) return null;
        var at = made.CollectedAt ?? made.PerformedAt;
        var catalogue = catalogues.For(institution.AreaCode, at);
        var situation = new Situation(CheckDesk.Orderer(institution), row.PatientId, true, at, [], null, OrderContext.Ordinary);
        var known = await results.Of(row.PatientId, RecognitionRules.LookBack(catalogue, [item], situation), cancellationToken);
        var earlier = known.Results.Where(r => r.InstitutionId != made.InstitutionId && r.PerformedAt < at).ToArray();
        var verdict = RecognitionRules.Decide(catalogue, [item], earlier, situation, desk.Around(institution, at))[0];
        if (verdict.Verdict != Verdict.Recognisable) return null;
        var best = verdict.Candidates[0];
        var unasked = !reported.Judged(row.PatientId, item, institution.Id, at - Waiting, made.PerformedAt + Lateness);
        var same = reported.DigestOf(made.Id) is { } digest && digest == reported.DigestOf(best.Result.Id);
        if (!unasked && !same) return null;
        var id = IdOf(made.Id);
        var written = desk.Written(verdict with { Candidates = [best] }, null, prices.Of(item, institution.Id, ChinaTime.Day(at)));
        var found = new RecognitionEvent.RepeatFound(
            RecognitionCheck.NumberOf(id, now), situation.Orderer, row.PatientId, written, made.Id, made.PerformedAt, catalogue.Ref, unasked, same, now);
        var context = new CommandContext($"repeat-{made.Id}", null, Actor.Clock, now);
        return await owner.Transact(RecognitionCheck.Aggregate, id, null, context, state => RecognitionCheck.FindRepeat(state, found), cancellationToken)
            is Outcome<RecognitionState, RecognitionRefusal>.Done { Repeated: false } done ? (new(RecognitionCheck.Category, id), done.Version) : null;
    }

    /// <summary>One case for one result, however often it is looked at.</summary>
    private static string IdOf(string resultId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"repeat:{resultId}")).AsSpan(0, 12));
}
