using Telemed.Contracts;
using Telemed.Recognition.Catalogues;
using Telemed.Recognition.Deciding;
using Telemed.Recognition.Quality;
using static Telemed.Recognition.RecognitionEvent;

namespace Telemed.Recognition.Checking;

/// <summary>Gathers what the rules need, asks them, and writes down the answer with everything it rests on.</summary>
internal sealed class CheckDesk(IDirectory directory, IStandardItems items, IResults results, IPrices prices, CatalogueShelf catalogues, EvidenceBook evidence)
{
    /// <summary>What surrounds results for an institution that orders at that moment; with the newest evidence.</summary>
    public RegionSurroundings Around(Institution orderer, DateTimeOffset at)
    {
        evidence.Refresh();
        return new(orderer, ChinaTime.Day(at), directory, evidence.Index);
    }

    public static Orderer Orderer(Institution institution) => new(institution.Id, institution.Tier, institution.AreaCode);

    public async ValueTask<Checked> Ask(
        string number, CheckAuthor author, Institution institution, PatientSummary patient, IReadOnlyList<OrderedItem> ordered, IReadOnlyList<Diagnosis> diagnoses, string? department,
        OrderContext context, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var catalogue = catalogues.For(institution.AreaCode, at);
        var situation = new Situation(Orderer(institution), patient.Id, patient.IdentityChecked, at, Codes(diagnoses), department, context);
        string[] codes = [.. ordered.Select(o => o.Code)];
        var known = await results.Of(patient.Id, RecognitionRules.LookBack(catalogue, codes, situation), cancellationToken);
        var verdicts = RecognitionRules.Decide(catalogue, codes, known.Results, situation, Around(institution, at));
        var day = ChinaTime.Day(at);
        var found = new CheckedItem[ordered.Count];
        for (var i = 0; i < found.Length; i++)
        {
            var verdict = verdicts[i] with { Older = verdicts[i].Older + known.Older.GetValueOrDefault(codes[i]) };
            found[i] = Written(verdict, ordered[i].OrderId, prices.Of(codes[i], institution.Id, day));
        }
        return new(
            number, author, situation.Orderer, patient.Id, patient.IdentityChecked, department, diagnoses, context, catalogue.Ref,
            catalogue.Specialties.Any(s => s.Quiet && s.Department == department), found, at.AddHours(catalogue.CheckHours), at);
    }

    public CheckedItem Written(ItemVerdict verdict, string? orderId, decimal? fee) => new(
        verdict.Code, items.Find(verdict.Code)?.Category ?? ResultCategory.Other, orderId, verdict.Verdict, verdict.Rule, verdict.Relation, verdict.Against, fee,
        [.. verdict.Candidates.Select(Written)], verdict.Older);

    public static string[] Codes(IReadOnlyList<Diagnosis> diagnoses) => [.. diagnoses.Where(d => !string.IsNullOrEmpty(d.Code)).Select(d => d.Code!)];

    private static Candidate Written(JudgedResult judged)
    {
        var (result, maker, quality, judgement) = judged;
        return new(
            result.Id, result.Version, result.InstitutionId, result.PerformedAt, result.CollectedAt, judgement.ValidUntil, result.StudyUid, result.DeviceClass, result.Method,
            result.Retrievable, result.Legacy, result.Interventions, maker.Tier, maker.Levelled, maker.InAlliance, quality.State, quality.MarkHere, quality.Mark,
            judgement.Verdict, judgement.Rule, judgement.Relation, judgement.Against);
    }
}
