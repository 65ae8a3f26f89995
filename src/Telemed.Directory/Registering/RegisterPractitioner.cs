using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Directory.Keeping;
using Telemed.Directory.Listing;

namespace Telemed.Directory.Registering;

/// <summary>Registers a practitioner with title and licence; the licence number belongs to one person only.</summary>
/// <param name="LicenceValidTo">Inclusive.</param>
public sealed record RegisterPractitioner(
    Command By, string Name, string InstitutionId, string Department, Title Title, string? Scope,
    string LicenceNumber, DateOnly LicenceValidTo, DateOnly PractisingSince) : IRequest<Answer<PractitionerView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("name", Name, 60);
        errors.Required("institutionId", InstitutionId, 80);
        errors.Required("department", Department, 40);
        errors.Optional("scope", Scope, 60);
        errors.Required("licenceNumber", LicenceNumber, 20);
        if (LicenceNumber is { Length: > 0 } number && (!number.All(char.IsAsciiDigit) || (Title == Title.VillageDoctor ? number.Length is < 8 or > 20 : number.Length != 15)))
            errors.Add("licenceNumber", "invalid", "执业证书编码应为 15 位数字", "A licence number has 15 digits");
        if (LicenceValidTo == default) errors.Required("licenceValidTo", (object?)null);
        if (PractisingSince == default) errors.Required("practisingSince", (object?)null);
    }
}

internal sealed class RegisterPractitionerHandler(DirectoryWriter directory, DirectoryViews views)
    : IRequestHandler<RegisterPractitioner, Answer<PractitionerView>>
{
    public async Task<Answer<PractitionerView>> Handle(RegisterPractitioner request, CancellationToken cancellationToken)
    {
        if (await directory.Find(InstitutionRules.Aggregate, request.InstitutionId, cancellationToken) is null) return Words.Unknown("institutionId");
        var id = request.By.NewId("practitioner");
        var card = new PractitionerEvent.Registered(
            request.Name, request.InstitutionId, request.Department, request.Title, request.Scope, request.LicenceNumber, request.LicenceValidTo, request.PractisingSince);
        return await directory.Write(request.By, PractitionerRules.Aggregate, id,
            state => PractitionerRules.Register(state, card, ChinaTime.Day(request.By.At)), views.Practitioner, cancellationToken, $"/api/v1/practitioners/{id}");
    }
}

internal static class RegisterPractitionerEndpoint
{
    public sealed record Body(
        string? Name, string? InstitutionId, string? Department, Title Title, string? Scope, string? LicenceNumber, DateOnly LicenceValidTo, DateOnly PractisingSince);

    public static void Map(RouteGroupBuilder practitioners) => practitioners.MapPost("", Post);

    private static async Task<IResult> Post(Body body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new RegisterPractitioner(
            http.Command(), body.Name!, body.InstitutionId!, body.Department!, body.Title, body.Scope, body.LicenceNumber!, body.LicenceValidTo, body.PractisingSince), ct))
        .ToResult(http);
}
