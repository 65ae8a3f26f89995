using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Recognition.Catalogues;

/// <summary>The health authority of a region puts a new version into force from a day on. What was decided before stays decided by its own version.</summary>
public sealed record PublishCatalogue(Command Command, CatalogueBody Body) : IRequest<Answer<CatalogueView>>, IValidated
{
    public void Validate(FieldErrors errors) => Body.Validate(errors, toPublish: true);
}

internal sealed class PublishCatalogueHandler(ICaseOwner owner, CatalogueShelf shelf, IStandardItems items) : IRequestHandler<PublishCatalogue, Answer<CatalogueView>>
{
    public async Task<Answer<CatalogueView>> Handle(PublishCatalogue request, CancellationToken cancellationToken)
    {
        var (command, body) = request;
        if (!RegionRights.MaySet(command.Caller, body.Region!)) return RegionRights.WithoutRight;
        var draft = body.Read(shelf.Newest(body.Region!), ChinaTime.Day(command.At));
        var errors = new FieldErrors();
        CatalogueCheck.Check(draft, items, errors);
        if (!errors.None) return Problem.Invalid(errors.Found);
        var outcome = await owner.Transact(
            CatalogueVersions.Aggregate, body.Region!, null, command.Context(),
            state => CatalogueVersions.Publish(state, shelf.Shipped(body.Region!), body.BaseVersion, draft, command.Caller.AccountId, command.At), cancellationToken);
        if (outcome is Outcome<CatalogueState, CatalogueRefusal>.Refused { Reason: var reason } && reason != CatalogueRefusal.BaseOutdated)
        {
            var problem = Refusals.ToProblem(reason);
            return problem with { Fields = [new("effectiveFrom", problem.Code, problem.Text)] };
        }
        return outcome.ToAnswer(new StreamId(CatalogueVersions.Category, body.Region!), (state, _) => CatalogueView.Of(state.Published[^1], items));
    }
}

internal static class PublishCatalogueEndpoint
{
    public static void Map(RouteGroupBuilder recognition) => recognition.MapPut("catalogue", Put);

    private static async Task<IResult> Put(CatalogueBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new PublishCatalogue(http.Command(), body), cancellationToken)).ToResult(http);
}
