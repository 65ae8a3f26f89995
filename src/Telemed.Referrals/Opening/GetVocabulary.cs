using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Referrals.Reading;

namespace Telemed.Referrals.Opening;

public sealed record CriterionItem(string Code, string Text, string Source, bool Markers);

public sealed record FollowUpDefault(string Disease, string Name, IReadOnlyList<string> Diagnoses, int AfterDays, string What);

public sealed record VocabularyView(
    IReadOnlyList<ActionReason> Reasons, IReadOnlyList<ActionReason> DeclineReasons, IReadOnlyList<ActionReason> ContestReasons, IReadOnlyList<CriterionItem> Criteria,
    IReadOnlyList<FollowUpDefault> FollowUpDefaults);

/// <summary>Reasons, criteria and follow-up rules of the caller's region, for a direction.</summary>
public sealed record GetVocabulary(Caller Caller, string? Direction, Language Language) : IRequest<Answer<VocabularyView>>, IValidated
{
    public void Validate(FieldErrors errors) => Named.Check<ReferralDirection>(errors, "direction", Direction);
}

internal sealed class GetVocabularyHandler(IDirectory directory, IPolicies policies, TimeProvider time) : IRequestHandler<GetVocabulary, Answer<VocabularyView>>
{
    public Task<Answer<VocabularyView>> Handle(GetVocabulary request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var own = request.Caller.InstitutionId is { } id ? directory.Institution(id)?.AreaCode : null;
        var pack = policies.For(own ?? request.Caller.AreaCode ?? "", now);
        var direction = Named.Read<ReferralDirection>(request.Direction);
        ActionReason[] Said(IReadOnlyList<ReferralReason> reasons) => [.. reasons
            .Where(r => r.ValidOn(pack.Day(now)) && (direction is null || r.Directions.Contains(direction.Value)))
            .Select(r => new ActionReason(r.Code, r.Text.In(request.Language), r.CommentRequired))];
        var policy = pack.Referrals;
        return Task.FromResult(Answer<VocabularyView>.Ok(new(
            Said(policy.Reasons), Said(policy.DeclineReasons), Said(policy.ContestReasons),
            [.. policy.Criteria.Where(c => direction is null || c.Directions.Contains(direction.Value)).Select(c => new CriterionItem(c.Code, c.Text.In(request.Language), c.Source, c.Marker))],
            [.. policy.FollowUps.Select(f => new FollowUpDefault(f.Disease, f.Name.In(request.Language), f.Diagnoses, f.AfterDays, f.What.In(request.Language)))])));
    }
}

internal static class GetVocabularyEndpoint
{
    public static void Map(RouteGroupBuilder referrals) => referrals.MapGet("vocabulary", Get);

    private static async Task<IResult> Get(string? direction, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetVocabulary(http.Caller(), direction, http.Language()), cancellationToken)).ToResult(http);
}
