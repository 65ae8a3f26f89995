using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Recognition.Quality;

public sealed record SuspendBody(DateOnly? From, string? Reason);

/// <summary>Evidence stops counting from a day on: results made from then carry no mark. Older ones keep theirs.</summary>
public sealed record SuspendEvidence(Command Command, string Id, SuspendBody Body) : IRequest<Answer<EvidenceView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("from", Body.From);
        errors.Required("reason", Body.Reason, 500);
    }
}

/// <summary>Evidence counts again from today on.</summary>
public sealed record ResumeEvidence(Command Command, string Id) : IRequest<Answer<EvidenceView>>;

internal sealed class SuspendEvidenceHandler(ICaseOwner owner, IDirectory directory, EvidenceViews views)
    : IRequestHandler<SuspendEvidence, Answer<EvidenceView>>, IRequestHandler<ResumeEvidence, Answer<EvidenceView>>
{
    public Task<Answer<EvidenceView>> Handle(SuspendEvidence request, CancellationToken cancellationToken) => Act(
        request.Command, request.Id, state => EvidenceRules.Suspend(state, request.Body.From!.Value, request.Body.Reason!.Trim(), request.Command.Caller.AccountId, null, request.Command.At),
        cancellationToken);

    public Task<Answer<EvidenceView>> Handle(ResumeEvidence request, CancellationToken cancellationToken) => Act(
        request.Command, request.Id, state => EvidenceRules.Resume(state, ChinaTime.Day(request.Command.At), request.Command.Caller.AccountId, request.Command.At), cancellationToken);

    private async Task<Answer<EvidenceView>> Act(Command command, string id, Func<Evidence?, Decision<QualityEvent, QualityRefusal>> decide, CancellationToken cancellationToken)
    {
        if (!RecognitionCases.IsId(id)) return Problem.NotFound;
        var known = (await owner.Load(EvidenceRules.Aggregate, id, cancellationToken)).State;
        if (!command.Caller.Is(Role.HealthAuthority) || command.Caller.AreaCode is not { } area) return Problem.Forbidden;
        if (known is null || !directory.Supervises(area, known.InstitutionId)) return Problem.NotFound;
        var outcome = await owner.Transact(EvidenceRules.Aggregate, id, command.SeenVersion, command.Context(), decide, cancellationToken);
        return outcome.ToAnswer(new StreamId(EvidenceRules.Category, id), (state, _) => views.Of(id, state!, null));
    }
}

internal static class SuspendEvidenceEndpoints
{
    public static void Map(RouteGroupBuilder quality)
    {
        quality.MapPost("{id}/suspend", Suspend);
        quality.MapPost("{id}/resume", Resume);
    }

    private static async Task<IResult> Suspend(string id, SuspendBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new SuspendEvidence(http.Command(), id, body), cancellationToken)).ToResult(http);

    private static async Task<IResult> Resume(string id, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ResumeEvidence(http.Command(), id), cancellationToken)).ToResult(http);
}
