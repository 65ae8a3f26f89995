using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Directory.Keeping;
using Telemed.Directory.Listing;

namespace Telemed.Directory.Agreeing;

/// <summary>Says which services an agreement covers from now on.</summary>
public sealed record ChangeAgreedKinds(Command By, string Id, IReadOnlyList<ServiceKind> Kinds) : IRequest<Answer<AgreementView>>, IValidated
{
    public void Validate(FieldErrors errors) => errors.Required("kinds", Kinds);
}

internal sealed class ChangeAgreedKindsHandler(DirectoryWriter directory, DirectoryViews views) : IRequestHandler<ChangeAgreedKinds, Answer<AgreementView>>
{
    public Task<Answer<AgreementView>> Handle(ChangeAgreedKinds request, CancellationToken cancellationToken) =>
        directory.Write(request.By, AgreementRules.Aggregate, request.Id,
            state => AgreementRules.ChangeKinds(state, request.Kinds), views.Agreement, cancellationToken);
}

/// <summary>Ends an agreement with a last day; cases begun under it go on.</summary>
public sealed record TerminateAgreement(Command By, string Id, DateOnly LastDay) : IRequest<Answer<AgreementView>>;

internal sealed class TerminateAgreementHandler(DirectoryWriter directory, DirectoryViews views) : IRequestHandler<TerminateAgreement, Answer<AgreementView>>
{
    public Task<Answer<AgreementView>> Handle(TerminateAgreement request, CancellationToken cancellationToken) =>
        directory.Write(request.By, AgreementRules.Aggregate, request.Id,
            state => AgreementRules.Terminate(state, request.LastDay), views.Agreement, cancellationToken);
}

internal static class AgreementActions
{
    public sealed record Agreed(IReadOnlyList<ServiceKind>? Kinds);
    public sealed record Ending(DateOnly LastDay);

    public static void Map(RouteGroupBuilder agreements)
    {
        agreements.MapPost("{id}/actions/changeKinds", Change);
        agreements.MapPost("{id}/actions/terminate", Terminate);
    }

    private static async Task<IResult> Change(string id, Agreed body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new ChangeAgreedKinds(http.Command(), id, body.Kinds!), ct)).ToResult(http);

    private static async Task<IResult> Terminate(string id, Ending body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new TerminateAgreement(http.Command(), id, body.LastDay), ct)).ToResult(http);
}
