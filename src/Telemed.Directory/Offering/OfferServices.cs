using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Directory.Keeping;
using Telemed.Directory.Listing;

namespace Telemed.Directory.Offering;

/// <summary>Says which remote services an institution offers to others; what is not named is withdrawn.</summary>
public sealed record OfferServices(Command By, string Id, IReadOnlyList<ServiceKind> Services) : IRequest<Answer<InstitutionView>>, IValidated
{
    public void Validate(FieldErrors errors) => errors.Required("services", Services);
}

internal sealed class OfferServicesHandler(DirectoryWriter directory, DirectoryViews views) : IRequestHandler<OfferServices, Answer<InstitutionView>>
{
    public Task<Answer<InstitutionView>> Handle(OfferServices request, CancellationToken cancellationToken) =>
        directory.Write(request.By, InstitutionRules.Aggregate, request.Id,
            state => InstitutionRules.OfferServices(state, request.Services), views.Institution, cancellationToken);
}

internal static class OfferServicesEndpoint
{
    public sealed record Body(IReadOnlyList<ServiceKind>? Services);

    public static void Map(RouteGroupBuilder institutions) => institutions.MapPost("{id}/actions/offerServices", Post);

    private static async Task<IResult> Post(string id, Body body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new OfferServices(http.Command(), id, body.Services!), ct)).ToResult(http);
}
