using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Directory.Keeping;
using Telemed.Directory.Listing;

namespace Telemed.Directory.Offering;

/// <summary>Says which DICOM application entities belong to an institution; a title belongs to one institution only.</summary>
public sealed record SetAeTitles(Command By, string Id, IReadOnlyList<string> AeTitles) : IRequest<Answer<InstitutionView>>, IValidated
{
    // PS3.5 §6.2, VR AE: at most 16 characters without backslash and control characters.
    public void Validate(FieldErrors errors)
    {
        errors.Required("aeTitles", AeTitles);
        for (var i = 0; i < AeTitles?.Count; i++)
        {
            errors.Required($"aeTitles[{i}]", AeTitles[i], 16);
            if (AeTitles[i]?.Any(c => c is < ' ' or > '~' or '\\') is true || AeTitles[i]?.Trim() != AeTitles[i]) errors.Invalid($"aeTitles[{i}]");
        }
    }
}

internal sealed class SetAeTitlesHandler(DirectoryWriter directory, DirectoryViews views) : IRequestHandler<SetAeTitles, Answer<InstitutionView>>
{
    public Task<Answer<InstitutionView>> Handle(SetAeTitles request, CancellationToken cancellationToken) =>
        directory.Write(request.By, InstitutionRules.Aggregate, request.Id,
            state => InstitutionRules.SetAeTitles(state, request.AeTitles), views.Institution, cancellationToken);
}

internal static class SetAeTitlesEndpoint
{
    public sealed record Body(IReadOnlyList<string>? AeTitles);

    public static void Map(RouteGroupBuilder institutions) => institutions.MapPost("{id}/actions/setAeTitles", Post);

    private static async Task<IResult> Post(string id, Body body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new SetAeTitles(http.Command(), id, body.AeTitles!), ct)).ToResult(http);
}
