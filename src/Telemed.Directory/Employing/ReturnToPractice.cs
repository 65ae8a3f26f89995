using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Directory.Keeping;
using Telemed.Directory.Listing;

namespace Telemed.Directory.Employing;

/// <summary>A practitioner who left is at work again, at the old institution or another one.</summary>
/// <param name="From">First day back.</param>
/// <param name="LicenceValidTo">The licence was renewed to this day, inclusive; null leaves it as it is.</param>
public sealed record ReturnToPractice(Command By, string Id, string InstitutionId, string Department, DateOnly From, DateOnly? LicenceValidTo)
    : IRequest<Answer<PractitionerView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("institutionId", InstitutionId, 80);
        errors.Required("department", Department, 40);
        if (From == default) errors.Required("from", (object?)null);
    }
}

internal sealed class ReturnToPracticeHandler(DirectoryWriter directory, DirectoryViews views) : IRequestHandler<ReturnToPractice, Answer<PractitionerView>>
{
    public async Task<Answer<PractitionerView>> Handle(ReturnToPractice request, CancellationToken cancellationToken) =>
        await directory.Find(InstitutionRules.Aggregate, request.InstitutionId, cancellationToken) is null
            ? Words.Unknown("institutionId")
            : await directory.Write(request.By, PractitionerRules.Aggregate, request.Id,
                state => PractitionerRules.Return(
                    state, request.InstitutionId, request.Department, request.From, request.LicenceValidTo, ChinaTime.Day(request.By.At)),
                views.Practitioner, cancellationToken);
}

internal static class ReturnToPracticeEndpoint
{
    public sealed record Body(string? InstitutionId, string? Department, DateOnly From, DateOnly? LicenceValidTo);

    public static void Map(RouteGroupBuilder practitioners) => practitioners.MapPost("{id}/actions/return", Post);

    private static async Task<IResult> Post(string id, Body body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new ReturnToPractice(http.Command(), id, body.InstitutionId!, body.Department!, body.From, body.LicenceValidTo), ct)).ToResult(http);
}
