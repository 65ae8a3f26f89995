using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Opening;
using Telemed.Consultations.Rounds.Reading;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Consultations.Rounds.Planning;

/// <summary>A round as the client sends it.</summary>
public sealed record PlanBody(InvitedBody? Invited, DateTimeOffset? Start, DateTimeOffset? End, string? Note, IReadOnlyList<PlaceBody>? Places);

/// <summary>A physician plans a round with a specialist of another hospital; its patients' cases are opened with it. Safe to repeat, also after a crash in the middle.</summary>
public sealed record PlanRound(Command Command, PlanBody Body) : IRequest<Answer<RoundView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("invited.institutionId", Body.Invited?.InstitutionId, 100);
        Body.Invited?.Validate(errors);
        if (string.IsNullOrWhiteSpace(Body.Invited?.PractitionerId)) errors.Required("invited.department", Body.Invited?.Department, 100);
        errors.Required("start", Body.Start);
        errors.Required("end", Body.End);
        errors.Optional("note", Body.Note, 500);
        PlaceBody.Validate(errors, Body.Places);
    }
}

internal sealed class PlanRoundHandler(RoundCases rounds, PlaceOpening opening) : IRequestHandler<PlanRound, Answer<RoundView>>
{
    public async Task<Answer<RoundView>> Handle(PlanRound request, CancellationToken cancellationToken)
    {
        var (command, body) = request;
        var id = RoundCases.NewId(command);
        var plan = new RoundPlan(body.Invited!.ToInvited(), body.Start!.Value, body.End!.Value, string.IsNullOrWhiteSpace(body.Note) ? null : body.Note);
        Task<Outcome<RoundState, RoundRefusal>> Plan(IReadOnlyList<PlannedPlace> places) => rounds.Transact(
            command, id, state => Round.Plan(state, command.Caller, Number(id, command.At), plan, places, command.At), cancellationToken);

        // without patients nothing is stored: it says whether this was done before, and whether anything but the patients stops it
        var before = await Plan([]);
        if (before is not Outcome<RoundState, RoundRefusal>.Refused { Reason: RoundRefusal.PlacesMissing })
            return await rounds.Answer(command, id, before, Path(id), cancellationToken);
        var (places, problem) = await opening.Open(command, body.Invited, body.Places!, cancellationToken);
        return problem is not null ? problem : await rounds.Answer(command, id, await Plan(places), Path(id), cancellationToken);
    }

    private static string Path(string id) => $"/api/v1/rounds/{id}";

    private static string Number(string id, DateTimeOffset at) => CaseNumber.Of("CF", id, at);
}

internal static class PlanRoundEndpoint
{
    public static void Map(RouteGroupBuilder rounds) => rounds.MapPost("", Post);

    private static async Task<IResult> Post(PlanBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new PlanRound(http.Command(), body), cancellationToken)).ToResult(http);
}
