using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Directory.Codes;
using Telemed.Directory.Keeping;
using Telemed.Directory.Listing;

namespace Telemed.Directory.Registering;

/// <summary>Registers an institution; it takes part once it is connected.</summary>
public sealed record RegisterInstitution(Command By, InstitutionProfile Profile) : IRequest<Answer<InstitutionView>>, IValidated
{
    public void Validate(FieldErrors errors) => ProfileFields.Check(Profile, errors);
}

internal sealed class RegisterInstitutionHandler(DirectoryWriter directory, DirectoryViews views) : IRequestHandler<RegisterInstitution, Answer<InstitutionView>>
{
    public Task<Answer<InstitutionView>> Handle(RegisterInstitution request, CancellationToken cancellationToken)
    {
        var id = request.By.NewId("institution");
        return directory.Write(request.By, InstitutionRules.Aggregate, id,
            state => InstitutionRules.Register(state, request.Profile), views.Institution, cancellationToken, $"/api/v1/institutions/{id}");
    }
}

/// <summary>Changes what an institution is registered as: name, grade, codes, ownership.</summary>
public sealed record ChangeInstitution(Command By, string Id, InstitutionProfile Profile) : IRequest<Answer<InstitutionView>>, IValidated
{
    public void Validate(FieldErrors errors) => ProfileFields.Check(Profile, errors);
}

internal sealed class ChangeInstitutionHandler(DirectoryWriter directory, DirectoryViews views) : IRequestHandler<ChangeInstitution, Answer<InstitutionView>>
{
    public Task<Answer<InstitutionView>> Handle(ChangeInstitution request, CancellationToken cancellationToken) =>
        directory.Write(request.By, InstitutionRules.Aggregate, request.Id,
            state => InstitutionRules.ChangeProfile(state, request.Profile), views.Institution, cancellationToken);
}

/// <summary>What may be wrong with an institution's particulars.</summary>
internal static class ProfileFields
{
    public static void Check(InstitutionProfile profile, FieldErrors errors)
    {
        errors.Required("name", profile.Name, 100);
        errors.Required("areaCode", profile.AreaCode, 6);
        if (profile.AreaCode is { } area && !AreaCode.IsValid(area)) errors.Invalid("areaCode");
        if (profile.CreditCode is { } credit && !CreditCode.IsValid(credit))
            errors.Add("creditCode", "invalid-check-character", "统一社会信用代码校验不通过（GB 32100）", "The credit code does not check (GB 32100)");
        if (profile.Code22 is { } code && !InstitutionCode.IsValid(code))
            errors.Add("code22", "invalid", "登记号应为 22 位：机构 9、区划 6、经济类型 2、类别 4、管理 1", "A licence number has 22 places: 9 organisation, 6 division, 2 economic type, 4 category, 1 management");
        else if (profile is { Code22: { } licence, AreaCode: { } place } && AreaCode.IsValid(place) && !AreaCode.SameCity(InstitutionCode.Division(licence), place))
            errors.Add("code22", "conflict", "登记号中的行政区划与所在地不一致", "The division within the licence number is another one");
    }
}

internal static class InstitutionRegistration
{
    public sealed record Body(
        string? Name, InstitutionKind? Kind, AdministrativeTier? Tier, HospitalGrade? Grade, Ownership? Ownership, string? AreaCode,
        string? Code22, string? CreditCode, BodyType? BodyType, PriceLevel? PriceLevel, DateOnly? ConnectBy)
    {
        /// <summary>Null when a choice is missing; a default would register something nobody said.</summary>
        public InstitutionProfile? Profile(out Problem problem)
        {
            var errors = new FieldErrors();
            errors.Required("kind", Kind);
            errors.Required("tier", Tier);
            errors.Required("ownership", Ownership);
            problem = Problem.Invalid(errors.Found);
            return !errors.None ? null : new(
                Name!, Kind!.Value, Tier!.Value, Grade ?? HospitalGrade.Unrated, Ownership!.Value, AreaCode!, Code22, CreditCode, BodyType, PriceLevel, ConnectBy);
        }
    }

    public static void Map(RouteGroupBuilder institutions)
    {
        institutions.MapPost("", Post);
        institutions.MapPost("{id}/actions/changeProfile", Change);
    }

    private static async Task<IResult> Post(Body body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        body.Profile(out var problem) is not { } profile ? problem.ToResult(http)
        : (await mediator.Send(new RegisterInstitution(http.Command(), profile), ct)).ToResult(http);

    private static async Task<IResult> Change(string id, Body body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        body.Profile(out var problem) is not { } profile ? problem.ToResult(http)
        : (await mediator.Send(new ChangeInstitution(http.Command(), id, profile), ct)).ToResult(http);
}
