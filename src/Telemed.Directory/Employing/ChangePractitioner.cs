using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Directory.Keeping;
using Telemed.Directory.Listing;

namespace Telemed.Directory.Employing;

/// <summary>A practitioner goes to another institution or department.</summary>
public sealed record MovePractitioner(Command By, string Id, string InstitutionId, string Department) : IRequest<Answer<PractitionerView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("institutionId", InstitutionId, 80);
        errors.Required("department", Department, 40);
    }
}

internal sealed class MovePractitionerHandler(DirectoryWriter directory, DirectoryViews views) : IRequestHandler<MovePractitioner, Answer<PractitionerView>>
{
    public async Task<Answer<PractitionerView>> Handle(MovePractitioner request, CancellationToken cancellationToken) =>
        await directory.Find(InstitutionRules.Aggregate, request.InstitutionId, cancellationToken) is null
            ? Words.Unknown("institutionId")
            : await directory.Write(request.By, PractitionerRules.Aggregate, request.Id,
                state => PractitionerRules.Move(state, request.InstitutionId, request.Department), views.Practitioner, cancellationToken);
}

/// <summary>A practitioner gets another title.</summary>
public sealed record ChangeTitle(Command By, string Id, Title Title) : IRequest<Answer<PractitionerView>>;

internal sealed class ChangeTitleHandler(DirectoryWriter directory, DirectoryViews views) : IRequestHandler<ChangeTitle, Answer<PractitionerView>>
{
    public Task<Answer<PractitionerView>> Handle(ChangeTitle request, CancellationToken cancellationToken) =>
        directory.Write(request.By, PractitionerRules.Aggregate, request.Id,
            state => PractitionerRules.ChangeTitle(state, request.Title), views.Practitioner, cancellationToken);
}

/// <summary>A licence is renewed until a later day.</summary>
public sealed record RenewLicence(Command By, string Id, DateOnly ValidTo) : IRequest<Answer<PractitionerView>>;

internal sealed class RenewLicenceHandler(DirectoryWriter directory, DirectoryViews views) : IRequestHandler<RenewLicence, Answer<PractitionerView>>
{
    public Task<Answer<PractitionerView>> Handle(RenewLicence request, CancellationToken cancellationToken) =>
        directory.Write(request.By, PractitionerRules.Aggregate, request.Id,
            state => PractitionerRules.RenewLicence(state, request.ValidTo), views.Practitioner, cancellationToken);
}

/// <summary>A practitioner leaves; old documents go on naming them.</summary>
public sealed record LeavePractice(Command By, string Id) : IRequest<Answer<PractitionerView>>;

internal sealed class LeavePracticeHandler(DirectoryWriter directory, DirectoryViews views) : IRequestHandler<LeavePractice, Answer<PractitionerView>>
{
    public Task<Answer<PractitionerView>> Handle(LeavePractice request, CancellationToken cancellationToken) =>
        directory.Write(request.By, PractitionerRules.Aggregate, request.Id,
            state => PractitionerRules.Leave(state, ChinaTime.Day(request.By.At)), views.Practitioner, cancellationToken);
}

internal static class PractitionerActions
{
    public sealed record Moving(string? InstitutionId, string? Department);
    public sealed record Titled(Title Title);
    public sealed record Renewed(DateOnly ValidTo);

    public static void Map(RouteGroupBuilder practitioners)
    {
        practitioners.MapPost("{id}/actions/move", Move);
        practitioners.MapPost("{id}/actions/changeTitle", Entitle);
        practitioners.MapPost("{id}/actions/renewLicence", Renew);
        practitioners.MapPost("{id}/actions/leave", Leave);
    }

    private static async Task<IResult> Move(string id, Moving body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new MovePractitioner(http.Command(), id, body.InstitutionId!, body.Department!), ct)).ToResult(http);

    private static async Task<IResult> Entitle(string id, Titled body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new ChangeTitle(http.Command(), id, body.Title), ct)).ToResult(http);

    private static async Task<IResult> Renew(string id, Renewed body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new RenewLicence(http.Command(), id, body.ValidTo), ct)).ToResult(http);

    private static async Task<IResult> Leave(string id, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new LeavePractice(http.Command(), id), ct)).ToResult(http);
}
