using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Directory.Codes;
using Telemed.Directory.Keeping;
using Telemed.Directory.Listing;

namespace Telemed.Directory.Agreeing;

/// <summary>Registers a cooperation agreement (合作协议): who may ask whom for what, from when to when.</summary>
public sealed record SignAgreement(Command By, AgreementTerms Terms, IReadOnlyList<ServiceKind> Kinds) : IRequest<Answer<AgreementView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("number", Terms.Number, 60);
        errors.Required("invitingId", Terms.InvitingId, 80);
        errors.Required("invitedId", Terms.InvitedId, 80);
        errors.Required("kinds", Kinds);
        if (Terms.ValidFrom == default) errors.Required("validFrom", (object?)null);
        errors.Optional("qcScope", Terms.QcScope, 200);
    }
}

internal sealed class SignAgreementHandler(DirectoryWriter directory, DirectoryViews views) : IRequestHandler<SignAgreement, Answer<AgreementView>>
{
    public async Task<Answer<AgreementView>> Handle(SignAgreement request, CancellationToken cancellationToken)
    {
        var terms = request.Terms;
        if ((await directory.Find(InstitutionRules.Aggregate, terms.InvitingId, cancellationToken))?.Profile is not { } inviting) return Words.Unknown("invitingId");
        if ((await directory.Find(InstitutionRules.Aggregate, terms.InvitedId, cancellationToken))?.Profile is not { } invited) return Words.Unknown("invitedId");
        if (terms.ThirdPartyId is { } third && await directory.Find(InstitutionRules.Aggregate, third, cancellationToken) is null) return Words.Unknown("thirdPartyId");
        var id = request.By.NewId("agreement");
        return await directory.Write(request.By, AgreementRules.Aggregate, id,
            state => AgreementRules.Sign(
                state, terms, request.Kinds, !AreaCode.SameCity(inviting.AreaCode, invited.AreaCode), invited.Ownership == Ownership.ThirdParty),
            views.Agreement, cancellationToken, $"/api/v1/agreements/{id}");
    }
}

internal static class SignAgreementEndpoint
{
    public sealed record Body(
        string? Number, string? InvitingId, string? InvitedId, DateOnly ValidFrom, DateOnly? ValidTo, string? ThirdPartyId,
        string? PartnerRegion, string? QcScope, IReadOnlyList<ServiceKind>? Kinds);

    public static void Map(RouteGroupBuilder agreements) => agreements.MapPost("", Post);

    private static async Task<IResult> Post(Body body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new SignAgreement(
            http.Command(),
            new(body.Number!, body.InvitingId!, body.InvitedId!, body.ValidFrom, body.ValidTo, body.ThirdPartyId, body.PartnerRegion, body.QcScope),
            body.Kinds!), ct)).ToResult(http);
}
