using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Imaging.Sending.Destinations;
using Telemed.Kernel;

namespace Telemed.Imaging.Routing;

/// <summary>The office says which studies of its institution go where by themselves.</summary>
public sealed record SetRouting(Command By, IReadOnlyList<RoutingRule>? Rules) : IRequest<Answer<RoutingView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("rules", Rules);
        for (int i = 0; i < Rules?.Count; i++)
        {
            var rule = Rules[i];
            errors.Required($"rules[{i}].id", rule.Id, 40);
            errors.Required($"rules[{i}].name", rule.Name, 60);
            if ((rule.From is null) != (rule.To is null)) errors.Invalid($"rules[{i}].to");
            if (rule.DestinationId is null && rule.Trigger == RoutingTrigger.StudyComplete) errors.Required($"rules[{i}].destinationId", null, 80);
        }
        if (Rules?.Select(rule => rule.Id).Distinct().Count() < Rules?.Count) errors.Invalid("rules");
    }
}

/// <summary>The rules of an institution.</summary>
/// <param name="Version">What <c>If-Match</c> names, so that nobody's change is lost.</param>
public sealed record RoutingView(string InstitutionId, IReadOnlyList<RoutingRule> Rules, long Version);

internal sealed class SetRoutingHandler(ICaseOwner cases, SendDestinations destinations) : IRequestHandler<SetRouting, Answer<RoutingView>>
{
    public async Task<Answer<RoutingView>> Handle(SetRouting request, CancellationToken cancellationToken)
    {
        var caller = request.By.Caller;
        if (!caller.Is(Role.Office) || caller.InstitutionId is not { } own) return Problem.Forbidden;
        var errors = new FieldErrors();
        for (int i = 0; i < request.Rules!.Count; i++)
            if (request.Rules[i].DestinationId is { } wanted && destinations.Find(wanted) is null) errors.Unknown($"rules[{i}].destinationId");
        if (!errors.None) return Problem.Invalid(errors.Found);
        var rules = request.Rules.Select(rule => rule with { Tiers = rule.Tiers ?? [], Modalities = rule.Modalities ?? [], CaseKinds = rule.CaseKinds ?? [] }).ToList();
        var outcome = await cases.Transact(RoutingRules.Aggregate, own, request.By.SeenVersion, request.By.Context(), state => RoutingRules.Set(state, rules), cancellationToken);
        return outcome.ToAnswer(new StreamId(RoutingRules.Category, own), (state, version) => new RoutingView(own, state.Rules, version));
    }
}

internal static class RoutingEndpoints
{
    public sealed record Body(IReadOnlyList<RoutingRule>? Rules);

    public static void Map(RouteGroupBuilder imaging)
    {
        imaging.MapGet("routing", Get).WithSummary("Which studies of the caller's institution go where by themselves").Produces<RoutingView>();
        imaging.MapPut("routing", Put).WithSummary("Set the rules").Produces<RoutingView>();
    }

    private static async Task<IResult> Get(HttpContext http, ICaseOwner cases)
    {
        var caller = http.Caller();
        if (caller.InstitutionId is not { } own || !Opening.StudyAccess.Owns(caller, own)) return Problem.NotFound.ToResult(http);
        var loaded = await cases.Load(RoutingRules.Aggregate, own, http.RequestAborted);
        return Answer<RoutingView>.Ok(new(own, loaded.State.Rules, loaded.Version), loaded.Version).ToResult(http);
    }

    private static async Task<IResult> Put(Body body, HttpContext http, IMediator mediator, CancellationToken ct) => (await mediator.Send(new SetRouting(http.Command(), body.Rules), ct)).ToResult(http);
}
