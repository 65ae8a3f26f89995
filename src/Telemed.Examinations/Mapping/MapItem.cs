using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Kernel;
using MappingOutcome = Telemed.Kernel.Outcome<Telemed.Examinations.Mapping.ItemMappingState, Telemed.Examinations.Mapping.ItemMappingRefusal>;

namespace Telemed.Examinations.Mapping;

/// <param name="StandardCode">Null takes the mapping away.</param>
public sealed record MappingBody(string? InstitutionId, string? System, string? Code, string? StandardCode);

/// <summary>A steward says which standard item an institution's own code means; old results follow.</summary>
public sealed record MapItem(Command By, MappingBody Body, Language Language = Language.Zh) : IRequest<Answer<MappingView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("institutionId", Body.InstitutionId, 100);
        errors.Required("system", Body.System, 60);
        errors.Required("code", Body.Code, 100);
        errors.Optional("standardCode", Body.StandardCode, 100);
    }
}

internal sealed class MapItemHandler(ICaseOwner owner, IStandardItems items, MappingTables tables, MappingViews views, IDirectory directory) : IRequestHandler<MapItem, Answer<MappingView>>
{
    public async Task<Answer<MappingView>> Handle(MapItem request, CancellationToken cancellationToken)
    {
        var (by, body) = (request.By, request.Body);
        if (!Stewards.May(by.Caller, body.InstitutionId!, directory)) return Problem.Forbidden;
        var errors = new FieldErrors();
        var item = string.IsNullOrEmpty(body.StandardCode) ? null : items.Find(body.StandardCode);
        if (item is null && !string.IsNullOrEmpty(body.StandardCode)) errors.Unknown("standardCode");
        var kinds = tables.Find(body.InstitutionId!, body.System!, body.Code!);
        if (kinds.Count == 0) errors.Unknown("code");
        else if (item is not null && kinds.All(k => k.Category != item.Category))
            errors.Add("standardCode", "conflict", "标准项目的类别与本院项目的类别不一致", "The standard item is of another category");
        if (!errors.None) return Problem.Invalid(errors.Found);

        var kind = item is null ? kinds.FirstOrDefault(k => k.Standard is not null) ?? kinds[0] : kinds.First(k => k.Category == item.Category);
        var outcome = await owner.Transact(ItemMapping.Aggregate, body.InstitutionId!, null, by.Context(),
            state => ItemMapping.Map(state, new(kind.System, kind.Code, kind.Category), item), cancellationToken);
        var stream = new StreamId(ItemMapping.Category, body.InstitutionId!);
        return outcome is MappingOutcome.Done done
            ? Answer<MappingView>.Done(await views.Of(kind with { Standard = item?.Code, By = item is null ? null : by.Caller.AccountId, At = item is null ? null : by.At },
                request.Language, cancellationToken), stream, done.Version)
            : outcome.ToAnswer(stream, (_, _) => default(MappingView)!);
    }
}

/// <summary>Who maps codes: the office of the institution, and the health authority above it.</summary>
internal static class Stewards
{
    public static bool May(Caller caller, string institutionId, IDirectory directory) =>
        (caller.Is(Role.Office) && caller.InstitutionId == institutionId)
        || (caller.Is(Role.HealthAuthority) && caller.AreaCode is { } area && directory.Supervises(area, institutionId));
}

internal static class MapItemEndpoint
{
    public static void Map(RouteGroupBuilder results) => results.MapPut("mappings", Put);

    private static async Task<IResult> Put(MappingBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new MapItem(http.Command(), body, http.Language()), cancellationToken)).ToResult(http);
}
