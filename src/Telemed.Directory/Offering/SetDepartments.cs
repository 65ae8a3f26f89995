using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Directory.Keeping;
using Telemed.Directory.Listing;

namespace Telemed.Directory.Offering;

/// <summary>Says which departments an institution has; what is not named is closed.</summary>
public sealed record SetDepartments(Command By, string Id, IReadOnlyList<string> Departments) : IRequest<Answer<InstitutionView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("departments", Departments);
        for (var i = 0; i < Departments?.Count; i++) errors.Required($"departments[{i}]", Departments[i], 40);
    }
}

internal sealed class SetDepartmentsHandler(DirectoryWriter directory, DirectoryViews views) : IRequestHandler<SetDepartments, Answer<InstitutionView>>
{
    public Task<Answer<InstitutionView>> Handle(SetDepartments request, CancellationToken cancellationToken) =>
        directory.Write(request.By, InstitutionRules.Aggregate, request.Id,
            state => InstitutionRules.SetDepartments(state, request.Departments), views.Institution, cancellationToken);
}

internal static class SetDepartmentsEndpoint
{
    public sealed record Body(IReadOnlyList<string>? Departments);

    public static void Map(RouteGroupBuilder institutions) => institutions.MapPost("{id}/actions/setDepartments", Post);

    private static async Task<IResult> Post(string id, Body body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new SetDepartments(http.Command(), id, body.Departments!), ct)).ToResult(http);
}
