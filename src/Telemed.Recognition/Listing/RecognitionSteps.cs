using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;
using static Telemed.Recognition.RecognitionEvent;

namespace Telemed.Recognition.Listing;

/// <summary>Tells those who count what each stored fact means for its item.</summary>
internal static class RecognitionSteps
{
    public static void Publish(Projecting projecting, StoredAppend append, IReadOnlyList<(RecognitionEvent Fact, RecognitionState After)> steps)
    {
        var withdrawn = steps.Any(s => s.Fact is OrderWithdrawn);
        foreach (var (fact, after) in steps)
            foreach (var step in Of(append, fact, after, withdrawn)) projecting.Publish(step);
    }

    private static IEnumerable<RecognitionStep> Of(StoredAppend append, RecognitionEvent fact, RecognitionState s, bool withdrawn)
    {
        RecognitionStep Step(string name, string code, string? resultId, string? practitioner)
        {
            var item = s.Item(code)!;
            var candidate = resultId is null ? item.Candidates.Count > 0 ? item.Candidates[0] : null : item.Find(resultId);
            return new(
                append.Stream.Id, name, append.Context.At, s.PatientId, s.Orderer.InstitutionId, practitioner, s.Department, s.Orderer.AreaCode, code, item.Category,
                candidate?.ResultId, candidate?.InstitutionId, Named.Of(candidate?.Relation ?? item.Relation), Named.Of(candidate?.Verdict ?? item.Verdict),
                Fee: item.Fee, Number: s.Number, PriorAt: candidate?.PerformedAt,
                InScope: item.Rule is not (Deciding.Rule.NotInCatalogue or Deciding.Rule.NegativeList or Deciding.Rule.NeverRecognised));
        }
        return fact switch
        {
            Checked e => e.Items.Select(i => Step(i.Candidates.Count > 0 ? "prompted" : "nothingFound", i.Code, null, e.Author.PractitionerId)),
            Opened e => [Step("opened", e.Code, e.ResultId, e.PractitionerId)],
            Accepted e => [Step("accepted", e.Code, e.ResultId, e.PractitionerId) with { DecisionNo = e.No, OrderCancelled = withdrawn }],
            Declined e => [Step("declined", e.Code, e.ResultId, e.PractitionerId) with { DecisionNo = e.No, ReasonCode = e.ReasonCode }],
            Deferred e => [Step("deferred", e.Code, e.ResultId, e.PractitionerId) with { DecisionNo = e.No }],
            Revoked e => [Revocation(s.Decisions.First(d => d.No == e.No), s, Step)],
            Quoted e => [Step("quoted", e.Code, e.ResultId, e.PractitionerId)],
            Ordered e => Orders(e, s, Step),
            RepeatFound e => Repeats(e, Step),
            _ => [],
        };
    }

    /// <summary>As it was decided: what counted it, can take it back.</summary>
    private static RecognitionStep Revocation(MadeDecision made, RecognitionState s, Func<string, string, string?, string?, RecognitionStep> step) =>
        step("revoked", made.Code, made.ResultId, made.PractitionerId) with
        {
            DecisionNo = made.No,
            ReasonCode = made.ReasonCode,
            OrderCancelled = made.Decision == PhysicianDecision.Accept && s.Item(made.Code)!.Find(made.ResultId)!.Verdict == Deciding.Verdict.Recognisable,
        };

    private static IEnumerable<RecognitionStep> Orders(Ordered e, RecognitionState s, Func<string, string, string?, string?, RecognitionStep> step)
    {
        var reason = e.DecisionNo is { } no ? s.Decisions.First(d => d.No == no).ReasonCode : null;
        yield return step("ordered", e.Code, null, e.PractitionerId) with { ReasonCode = reason, DecisionNo = e.DecisionNo };
        if (e.Repeated) yield return step("repeated", e.Code, null, e.PractitionerId);
    }

    private static IEnumerable<RecognitionStep> Repeats(RepeatFound e, Func<string, string, string?, string?, RecognitionStep> step)
    {
        if (e.Unasked) yield return step("repeated", e.Item.Code, null, null);
        if (e.SameResult) yield return step("sameResult", e.Item.Code, null, null);
    }
}
