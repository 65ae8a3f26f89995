using System.Globalization;
using MediatR;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.Recognition.Catalogues;
using Telemed.Recognition.Quality;

namespace Telemed.Recognition.Sampling;

public sealed record GradeBody(string? ResultId, string? Grade, string? Positioning, bool? Agreement, string? Comment);

/// <summary>A physician of the upper institution grades one drawn result. Too many bad grades of an item suspend the evidence of the graded institution for it.</summary>
public sealed record GradeResult(Command Command, string Id, GradeBody Body) : IRequest<Answer<SampleView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("resultId", Body.ResultId, 100);
        if (!Known(Body.Grade)) errors.Unknown("grade");
        if (!string.IsNullOrEmpty(Body.Positioning) && !Known(Body.Positioning)) errors.Unknown("positioning");
        errors.Required("agreement", Body.Agreement);
        errors.Optional("comment", Body.Comment, 1000);
    }

    private static bool Known(string? grade) => Enum.GetNames<SampleGrade>().Contains(grade);
}

internal sealed class GradeResultHandler(ICaseOwner owner, IDirectory directory, CatalogueShelf catalogues, EvidenceRows evidence, SampleViews views) : IRequestHandler<GradeResult, Answer<SampleView>>
{
    private const int MostEvidence = 100;

    public async Task<Answer<SampleView>> Handle(GradeResult request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        if (!RecognitionCases.IsId(id) || (await owner.Load(SampleRules.Aggregate, id, cancellationToken)).State is not { } known) return Problem.NotFound;
        if (command.Caller.InstitutionId != known.GraderId) return command.Caller.InstitutionId == known.InstitutionId ? Problem.Forbidden : Problem.NotFound;
        var given = new GivenGrade(
            body.ResultId!, Enum.Parse<SampleGrade>(body.Grade!), string.IsNullOrEmpty(body.Positioning) ? null : Enum.Parse<SampleGrade>(body.Positioning), body.Agreement!.Value,
            string.IsNullOrWhiteSpace(body.Comment) ? null : body.Comment.Trim(), command.Caller.AccountId, command.At);
        var outcome = await owner.Transact(SampleRules.Aggregate, id, null, command.Context(), state => SampleRules.Grade(state, command.Caller, given), cancellationToken);
        if (outcome is Outcome<SampleState?, SampleRefusal>.Done { State: { } state }) await Feed(command, id, state, body.ResultId!, cancellationToken);
        return outcome.ToAnswer(new StreamId(SampleRules.Category, id), (after, _) => views.Of(id, after!));
    }

    /// <summary>What the grades of the item say of the maker's evidence; asked again by each further grade, so that a cut never loses it for good.</summary>
    private async Task Feed(Command command, string id, SampleState sample, string resultId, CancellationToken cancellationToken)
    {
        var item = sample.Results.First(r => r.ResultId == resultId).ItemCode;
        var rule = catalogues.For(directory.Institution(sample.InstitutionId)?.AreaCode ?? "", command.At).Sampling;
        var (graded, share) = sample.Quality(item);
        if (graded < rule.LeastSamples || share <= rule.WorstShare) return;
        var today = ChinaTime.Day(command.At);
        var reason = string.Create(CultureInfo.InvariantCulture, $"质控抽检 {graded} 份，C、D 级占 {share * 100:F0}%");
        foreach (var (evidenceId, one) in evidence.Read(sample.InstitutionId, item, null, MostEvidence).Where(e => e.Evidence.Covers(today)))
            await owner.Transact(
                EvidenceRules.Aggregate, evidenceId, null, command.Context() with { CommandId = $"{command.CommandId}-{evidenceId}", BodyHash = null },
                state => EvidenceRules.Suspend(state, today, reason, command.Caller.AccountId, id, command.At), cancellationToken);
    }
}
