using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Directory.Keeping;
using Telemed.Directory.Listing;

namespace Telemed.Directory.Allying;

/// <summary>Registers an alliance (医联体) with its lead hospital.</summary>
public sealed record FormAlliance(Command By, string Name, string LeadId, DateOnly From) : IRequest<Answer<AllianceView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("name", Name, 100);
        errors.Required("leadId", LeadId, 80);
        if (From == default) errors.Required("from", (object?)null);
    }
}

internal sealed class FormAllianceHandler(DirectoryWriter directory, DirectoryViews views) : IRequestHandler<FormAlliance, Answer<AllianceView>>
{
    public async Task<Answer<AllianceView>> Handle(FormAlliance request, CancellationToken cancellationToken)
    {
        if (await directory.Find(InstitutionRules.Aggregate, request.LeadId, cancellationToken) is null) return Words.Unknown("leadId");
        var id = request.By.NewId("alliance");
        return await directory.Write(request.By, AllianceRules.Aggregate, id,
            state => AllianceRules.Form(state, request.Name, request.LeadId, request.From), views.Alliance, cancellationToken, $"/api/v1/alliances/{id}");
    }
}

internal static class FormAllianceEndpoint
{
    public sealed record Body(string? Name, string? LeadId, DateOnly From);

    public static void Map(RouteGroupBuilder alliances) => alliances.MapPost("", Post);

    private static async Task<IResult> Post(Body body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new FormAlliance(http.Command(), body.Name!, body.LeadId!, body.From), ct)).ToResult(http);
}
