using System.Text.Json;
using Telemed.Contracts;
using Telemed.Recognition.Catalogues;
using Telemed.Recognition.Deciding;

namespace Telemed.Recognition.Reading;

/// <summary>From a state to what one caller may see of it.</summary>
internal sealed class CheckViews(IDirectory directory, IPatients patients, IStandardItems items, IAccountDirectory accounts, CatalogueShelf catalogues, TimeProvider time)
{
    private static readonly CodeText[] InChinese = [.. Enum.GetValues<Rule>().Select(rule => Said(rule, Language.Zh))];

    public async Task<CheckView> Of(string id, RecognitionState state, long version, Caller caller, CancellationToken cancellationToken)
    {
        state = state.AsOf(time.GetUtcNow());
        var content = Access.Decide(caller, Relations.Of(state, caller, directory), Operation.ReadContent);
        var names = content ? await Names(state, cancellationToken) : [];
        var frame = new CheckView
        {
            Id = id,
            Number = state.Number,
            Version = version,
            State = state.Status,
            InstitutionId = state.Orderer.InstitutionId,
            InstitutionName = directory.Institution(state.Orderer.InstitutionId)?.Name,
            Physician = state.Author.PractitionerId is { } practitioner ? directory.Practitioner(practitioner)?.Name : null,
            Department = state.Department,
            CatalogueVersion = state.Catalogue.ToString(),
            Quiet = state.Quiet,
            Items = [.. state.Items.Select(item => Item(id, state, item, content, names))],
            EndsAt = state.EndsAt,
            CreatedAt = state.CreatedAt,
            ClosedAt = state.EndedAt,
        };
        return content
            ? frame with { PatientId = state.PatientId, Patient = await Patient(state, cancellationToken), Diagnoses = state.Diagnoses, Context = state.Context }
            : frame;
    }

    public static CodeText Said(Rule rule) => InChinese[(int)rule];

    public static CodeText Said(Rule rule, Language language) => new(Code(rule), Rules.TextOf(rule).In(language));

    public static string Code<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private ItemView Item(string id, RecognitionState state, CheckedItem item, bool content, Dictionary<string, string> names)
    {
        DecisionView[] decisions = [.. state.Decisions.Where(d => d.Code == item.Code).Select(d => Decision(state, d, content, names))];
        var order = state.Order(item.Code);
        return new(
            item.Code, items.Find(item.Code)?.Name.Zh, item.Category, item.OrderId, state.Withdrawn.Contains(item.Code), order is null ? null : new(order.At, order.OrderId, order.Repeated),
            item.Verdict, Said(item.Rule), item.Relation, [.. item.Against.Select(Said)], item.Fee, item.Older,
            content ? [.. item.Candidates.Select(c => Candidate(id, state, c))] : [], decisions.LastOrDefault(d => d.RevokedAt is null), decisions);
    }

    private CandidateView Candidate(string id, RecognitionState state, Candidate c) => new(
        c.ResultId, c.InstitutionId, directory.Institution(c.InstitutionId)?.Name, c.PerformedAt, c.CollectedAt, c.ValidUntil, c.Mark, c.StudyUid,
        c.StudyUid is null ? null : $"/recognition/view/{id}/{c.ResultId}", c.Verdict, Said(c.Rule), c.Relation, [.. c.Against.Select(Said)], c.Legacy,
        state.Viewed.Any(v => v.ResultId == c.ResultId));

    private DecisionView Decision(RecognitionState state, MadeDecision made, bool content, Dictionary<string, string> names) => new(
        made.No, made.Decision, made.ResultId,
        made.ReasonCode is { } code ? new(code, catalogues.Find(state.Catalogue)?.Reasons.FirstOrDefault(r => r.Code == code)?.Text.Zh ?? code) : null, made.ReasonCode,
        content ? made.Comment : null, made.At, names.GetValueOrDefault(made.By), made.RevokedAt);

    private async Task<CheckPatient?> Patient(RecognitionState state, CancellationToken cancellationToken) =>
        await patients.Find(state.PatientId, cancellationToken) is { } p ? new(p.Id, p.Name, p.Sex, p.AgeOn(ChinaTime.Day(state.CreatedAt)), p.MaskedIdNumber) : null;

    private async Task<Dictionary<string, string>> Names(RecognitionState state, CancellationToken cancellationToken)
    {
        var names = new Dictionary<string, string>();
        foreach (var made in state.Decisions)
            if (!names.ContainsKey(made.By) && await accounts.Find(made.By, cancellationToken) is { } account) names.Add(made.By, account.DisplayName);
        return names;
    }
}
