using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Patients.Listing;

namespace Telemed.Patients.Changing;

/// <summary>The document was verified: by reader, by face, by hand (实名核验).</summary>
public sealed record VerifyIdentity(Command By, string Id, Verification Verification) : IRequest<Answer<PatientView>>;

internal sealed class VerifyIdentityHandler(PatientChanges patients) : IRequestHandler<VerifyIdentity, Answer<PatientView>>
{
    public Task<Answer<PatientView>> Handle(VerifyIdentity request, CancellationToken cancellationToken) => patients.Run(
        request.By, request.Id, person => person, (state, _) => PatientRules.Verify(state, request.Verification), cancellationToken);
}

/// <summary>Puts on record why this patient may be treated without a verified document.</summary>
public sealed record ExceptIdentity(Command By, string Id, IdentityException Reason) : IRequest<Answer<PatientView>>;

internal sealed class ExceptIdentityHandler(PatientChanges patients) : IRequestHandler<ExceptIdentity, Answer<PatientView>>
{
    public Task<Answer<PatientView>> Handle(ExceptIdentity request, CancellationToken cancellationToken) => patients.Run(
        request.By, request.Id, person => person, (state, _) => PatientRules.Except(state, request.Reason), cancellationToken);
}

internal static class IdentityEndpoints
{
    public sealed record Verified(Verification Verification);
    public sealed record Excepted(IdentityException Reason);

    public static void Map(RouteGroupBuilder patients)
    {
        patients.MapPost("{id}/actions/verify", Verify);
        patients.MapPost("{id}/actions/exceptIdentity", Except);
    }

    private static async Task<IResult> Verify(string id, Verified body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new VerifyIdentity(http.Command(), id, body.Verification), ct)).ToResult(http);

    private static async Task<IResult> Except(string id, Excepted body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new ExceptIdentity(http.Command(), id, body.Reason), ct)).ToResult(http);
}
