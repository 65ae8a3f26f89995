using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Consultations.Reading;
using Telemed.Contracts;

namespace Telemed.Consultations.Informing;

public sealed record ProvideInfoBody(string? Answer, IReadOnlyList<string>? Studies, IReadOnlyList<string>? Results);

/// <summary>The asking side answers a question, with more documents where there are any.</summary>
public sealed record ProvideInfo(Command Command, string Id, ProvideInfoBody Body) : IRequest<Answer<ConsultationView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("answer", Body.Answer, 4000);
        if (Body.Studies?.Count > 200 || Body.Studies?.Any(s => string.IsNullOrWhiteSpace(s) || s.Length > 64) == true) errors.Invalid("studies");
        if (Body.Results?.Count > 200 || Body.Results?.Any(s => string.IsNullOrWhiteSpace(s) || s.Length > 100) == true) errors.Invalid("results");
    }
}

internal sealed class ProvideInfoHandler(ConsultationCases cases) : IRequestHandler<ProvideInfo, Answer<ConsultationView>>
{
    public Task<Answer<ConsultationView>> Handle(ProvideInfo request, CancellationToken cancellationToken)
    {
        var (command, id, body) = request;
        return cases.Act(command, id, (state, pack) =>
            Consultation.ProvideInfo(state, command.Caller, body.Answer, body.Studies ?? [], body.Results ?? [], pack, command.At), cancellationToken);
    }
}

internal static class ProvideInfoEndpoint
{
    public static void Map(RouteGroupBuilder consultations) => consultations.MapPost("{id}/actions/provideInfo", Post);

    private static async Task<IResult> Post(
        string id, ProvideInfoBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ProvideInfo(http.Command(), id, body), cancellationToken)).ToResult(http);
}
