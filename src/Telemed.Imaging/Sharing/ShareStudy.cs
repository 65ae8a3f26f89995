using System.Security.Cryptography;
using System.Text;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Imaging.Indexing;
using Telemed.Imaging.Opening;
using Telemed.Imaging.Studies;
using Telemed.Kernel;

namespace Telemed.Imaging.Sharing;

/// <summary>The owner gives out a link that opens one study to who holds it, until it expires.</summary>
/// <param name="Secret">Random; its hash is what is kept.</param>
public sealed record ShareStudy(Command By, string Study, string? Purpose, int? Hours, string Secret) : IRequest<Answer<ShareView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("purpose", Purpose, 200);
        errors.Required("hours", Hours);
        if (Hours is < 1 || Hours > (int)StudyRules.LongestShare.TotalHours) errors.Invalid("hours");
    }

    /// <summary>What is kept of a secret, and looked up.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}

/// <summary>A link as its maker sees it.</summary>
/// <param name="Root">Where DICOMweb of the one study begins; told once, when the link is made.</param>
public sealed record ShareView(string Id, string StudyInstanceUid, string Purpose, DateTimeOffset ExpiresAt, string? Root = null);

internal sealed class ShareStudyHandler(ICaseOwner cases, ImagingIndex index) : IRequestHandler<ShareStudy, Answer<ShareView>>
{
    public async Task<Answer<ShareView>> Handle(ShareStudy request, CancellationToken cancellationToken)
    {
        // What a case opened is not the guest's to pass on: only the owner shares.
        if (StudyOwner.Of(index, request.Study) is not { } owner || !StudyAccess.Owns(request.By.Caller, owner.InstitutionId)) return Problem.NotFound;
        var share = new StudyEvent.Shared(request.By.NewId("share"), ShareStudy.HashOf(request.Secret), request.Purpose!.Trim(), request.By.At + TimeSpan.FromHours(request.Hours!.Value));
        var outcome = await cases.Transact(StudyRules.Aggregate, request.Study, null, request.By.Context(), state => StudyRules.Share(state, share), cancellationToken);
        return outcome.ToAnswer(new StreamId(StudyRules.Category, request.Study),
            (_, _) => new ShareView(share.ShareId, request.Study, share.Purpose, share.ExpiresAt, $"/share/{request.Secret}/dicom-web/studies/{request.Study}"),
            $"/api/v1/imaging/studies/{request.Study}/shares/{share.ShareId}");
    }
}

/// <summary>The owner takes a link back.</summary>
public sealed record RevokeShare(Command By, string Study, string ShareId) : IRequest<Answer<string>>;

internal sealed class RevokeShareHandler(ICaseOwner cases, ImagingIndex index) : IRequestHandler<RevokeShare, Answer<string>>
{
    public async Task<Answer<string>> Handle(RevokeShare request, CancellationToken cancellationToken)
    {
        if (StudyOwner.Of(index, request.Study) is not { } owner || !StudyAccess.Owns(request.By.Caller, owner.InstitutionId)) return Problem.NotFound;
        var outcome = await cases.Transact(StudyRules.Aggregate, request.Study, null, request.By.Context(), state => StudyRules.Revoke(state, request.ShareId), cancellationToken);
        return outcome.ToAnswer(new StreamId(StudyRules.Category, request.Study), (_, _) => request.ShareId);
    }
}

internal static class ShareEndpoints
{
    public sealed record Body(string? Purpose, int? Hours);

    public static void Map(RouteGroupBuilder imaging)
    {
        imaging.MapPost("studies/{study}/shares", Post).WithSummary("Give out a link to one study").Produces<ShareView>(StatusCodes.Status201Created);
        imaging.MapDelete("studies/{study}/shares/{id}", Delete).WithSummary("Take a link back");
    }

    private static async Task<IResult> Post(string study, Body body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Dicom.Core.Uid.IsValid(study)
            ? (await mediator.Send(new ShareStudy(http.Command(), study, body.Purpose, body.Hours, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))), ct)).ToResult(http)
            : Problem.NotFound.ToResult(http);

    private static async Task<IResult> Delete(string study, string id, HttpContext http, IMediator mediator, CancellationToken ct) =>
        Dicom.Core.Uid.IsValid(study) ? (await mediator.Send(new RevokeShare(http.Command(), study, id), ct)).ToResult(http) : Problem.NotFound.ToResult(http);
}
