using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Recognition.Catalogues;
using Telemed.Recognition.Checking;
using Telemed.Recognition.Deciding;
using Telemed.Recognition.Opening;

namespace Telemed.Recognition.Reading;

public sealed record ExplainBody(
    string? OrderingInstitutionId, string? ResultId, string? SourceInstitutionId, string? ItemCode, DateTimeOffset? At, DateTimeOffset? PerformedAt, IReadOnlyList<DiagnosisBody?>? Diagnoses,
    string? Department, ContextBody? Context, string? DeviceClass = null, string? Method = null);

public sealed record StepView(string Code, string Text, bool? Ok, string Detail);

public sealed record ExplainedView(
    Verdict Verdict, CodeText Rule, RecognitionRelation Relation, IReadOnlyList<StepView> Steps, IReadOnlyList<CodeText> Reasons, string CatalogueVersion, DateTimeOffset? ValidUntil, string? Mark,
    bool Quiet);

/// <summary>Which rule decides between two institutions about an item on a day, and why; of a result that is there, or of one that could be. Records nothing.</summary>
public sealed record ExplainRule(Caller Caller, ExplainBody Body, DateTimeOffset Now, Language Language) : IRequest<Answer<ExplainedView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("orderingInstitutionId", Body.OrderingInstitutionId, 100);
        errors.Required("itemCode", Body.ItemCode, 64);
        if (string.IsNullOrEmpty(Body.ResultId) && string.IsNullOrEmpty(Body.SourceInstitutionId)) errors.Required("resultId", (object?)null);
        if (string.IsNullOrEmpty(Body.ResultId) && Body.PerformedAt is null) errors.Required("performedAt", (object?)null);
        errors.Optional("department", Body.Department, 50);
        Body.Context?.Validate(errors, Body.At ?? Now);
    }
}

internal sealed class ExplainRuleHandler(CheckDesk desk, CatalogueShelf catalogues, IDirectory directory, IResults results, IStandardItems items) : IRequestHandler<ExplainRule, Answer<ExplainedView>>
{
    public async Task<Answer<ExplainedView>> Handle(ExplainRule request, CancellationToken cancellationToken)
    {
        var (caller, body, now, language) = request;
        var errors = new FieldErrors();
        if (directory.Institution(body.OrderingInstitutionId!) is not { } institution) errors.Unknown("orderingInstitutionId");
        if (items.Find(body.ItemCode!) is null) errors.Unknown("itemCode");
        if (!errors.None) return Problem.Invalid(errors.Found);
        institution = directory.Institution(body.OrderingInstitutionId!)!;
        var at = (body.At ?? now).ToUniversalTime();
        if (await Result(caller, body, institution, cancellationToken) is not { } result) return Problem.NotFound;
        var around = desk.Around(institution, at);
        if (around.Maker(result.InstitutionId) is not { } maker)
        {
            errors.Unknown("sourceInstitutionId");
            return Problem.Invalid(errors.Found);
        }
        var catalogue = catalogues.For(institution.AreaCode, at);
        var situation = new Situation(
            CheckDesk.Orderer(institution), result.PatientId, true, at, [.. (body.Diagnoses ?? []).Where(d => !string.IsNullOrEmpty(d?.Code)).Select(d => d!.Code!)], body.Department,
            body.Context?.Read() ?? OrderContext.Ordinary);
        var quality = around.Quality(result with { ItemCode = result.ItemCode ?? body.ItemCode });
        var judgement = RecognitionRules.Judge(catalogue, body.ItemCode!, result, situation, maker, quality);
        return Answer<ExplainedView>.Ok(new(
            judgement.Verdict, CheckViews.Said(judgement.Rule, language), judgement.Relation,
            [.. Explanation.Of(catalogue, body.ItemCode!, judgement, quality).Select(s => new StepView(s.Code, s.Text.In(language), s.Ok, s.Detail.In(language)))],
            [.. judgement.Against.Select(r => CheckViews.Said(r, language))], catalogue.Ref.ToString(), judgement.ValidUntil, quality.Mark,
            catalogue.Specialties.Any(s => s.Quiet && s.Department == body.Department)));
    }

    /// <summary>The result that is there, for whoever orders or supervises; or one that is made up of what is asked.</summary>
    private async ValueTask<PriorResult?> Result(Caller caller, ExplainBody body, Institution orderer, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(body.ResultId))
            return new(
                "", 1, "", body.SourceInstitutionId!, body.ItemCode, items.Find(body.ItemCode!)!.Category, body.PerformedAt!.Value.ToUniversalTime(), null, null, body.DeviceClass, body.Method, true, false, []);
        if (await results.Find(body.ResultId, cancellationToken) is not { } found) return null;
        var orders = caller.InstitutionId == orderer.Id && (caller.Is(Role.Physician) || caller.Is(Role.Office));
        var supervises = caller.Is(Role.HealthAuthority) && caller.AreaCode is { } area && (directory.Supervises(area, orderer.Id) || directory.Supervises(area, found.InstitutionId));
        return orders || supervises ? found : null;
    }
}

internal static class ExplainRuleEndpoint
{
    public static void Map(RouteGroupBuilder recognition) => recognition.MapPost("explain", Post);

    private static async Task<IResult> Post(ExplainBody body, HttpContext http, IMediator mediator, TimeProvider time, CancellationToken cancellationToken) =>
        (await mediator.Send(new ExplainRule(http.Caller(), body, time.GetUtcNow(), http.Language()), cancellationToken)).ToResult(http);
}
