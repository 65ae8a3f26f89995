using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Recognition.Pricing;

public sealed record PriceItemBody(string? Code, decimal? Fee, IReadOnlyDictionary<AdministrativeTier, decimal>? ByTier);

/// <summary>A new price list: everything that it says, and on which one it is built.</summary>
public sealed record PricesBody(string? Region, int? BaseVersion, string? Approver, DateOnly? EffectiveFrom, string? Source, IReadOnlyList<PriceItemBody?>? Items)
{
    private const int MostItems = 20_000;

    public void Validate(FieldErrors errors)
    {
        if (Region is not { Length: 2 or 4 or 6 } || !Region.All(char.IsAsciiDigit)) errors.Invalid("region");
        errors.Required("approver", Approver, 200);
        errors.Required("effectiveFrom", EffectiveFrom);
        errors.Required("source", Source, 1000);
        if (Items is not { Count: > 0 and <= MostItems }) errors.Required("items", (object?)null);
        var seen = new HashSet<string?>();
        for (var i = 0; i < (Items?.Count ?? 0); i++)
        {
            errors.Required($"items[{i}].code", Items![i]?.Code, 64);
            if (!seen.Add(Items[i]?.Code)) errors.Add($"items[{i}].code", "twice", "项目重复", "Given twice");
            if (Items[i]?.Fee is not (null or >= 0 and < 1_000_000) || Items[i]?.ByTier?.Values.Any(v => v is < 0 or >= 1_000_000) == true) errors.Invalid($"items[{i}].fee");
            if (Items[i] is { Fee: null, ByTier: null or { Count: 0 } }) errors.Required($"items[{i}].fee", (object?)null);
        }
    }

    public PriceList Read() => new()
    {
        Region = Region!,
        Version = 0,
        EffectiveFrom = EffectiveFrom!.Value,
        ApprovedBy = Approver!.Trim(),
        Source = Source!.Trim(),
        Items = [.. Items!.Select(i => new PriceItem(i!.Code!, i.Fee, i.ByTier))],
    };
}

/// <summary>The health authority of a region, together with its insurer, puts prices into force from a day on. Fees that were counted stay as they were.</summary>
public sealed record SetPrices(Command Command, PricesBody Body) : IRequest<Answer<PriceList>>, IValidated
{
    public void Validate(FieldErrors errors) => Body.Validate(errors);
}

internal sealed class SetPricesHandler(ICaseOwner owner, PriceBook book, IStandardItems items) : IRequestHandler<SetPrices, Answer<PriceList>>
{
    public async Task<Answer<PriceList>> Handle(SetPrices request, CancellationToken cancellationToken)
    {
        var (command, body) = request;
        if (!RegionRights.MaySet(command.Caller, body.Region!)) return RegionRights.WithoutRight;
        var errors = new FieldErrors();
        for (var i = 0; i < body.Items!.Count; i++)
            if (items.Find(body.Items[i]!.Code!) is null) errors.Unknown($"items[{i}].code");
        if (!errors.None) return Problem.Invalid(errors.Found);
        var outcome = await owner.Transact(
            PriceVersions.Aggregate, body.Region!, null, command.Context(),
            state => PriceVersions.Set(state, book.Shipped(body.Region!), body.BaseVersion, body.Read(), command.Caller.AccountId, command.At), cancellationToken);
        if (outcome is Outcome<PriceState, PriceRefusal>.Refused { Reason: PriceRefusal.DatesOverlap or PriceRefusal.InThePast } refused)
        {
            var problem = Refusals.ToProblem(refused.Reason);
            return problem with { Fields = [new("effectiveFrom", problem.Code, problem.Text)] };
        }
        return outcome.ToAnswer(new StreamId(PriceVersions.Category, body.Region!), (state, _) => state.Lists[^1]);
    }
}

/// <summary>The price list of a region on a day; the caller's own region's and today's when none is named. Prices are public.</summary>
public sealed record GetPrices(Caller Caller, string? Region, DateOnly? On) : IRequest<Answer<PriceList>>;

internal sealed class GetPricesHandler(PriceBook book, IDirectory directory, TimeProvider time) : IRequestHandler<GetPrices, Answer<PriceList>>
{
    public Task<Answer<PriceList>> Handle(GetPrices request, CancellationToken cancellationToken)
    {
        var (caller, region, on) = request;
        var area = string.IsNullOrEmpty(region) ? (caller.InstitutionId is { } own ? directory.Institution(own)?.AreaCode : null) ?? caller.AreaCode ?? "" : region;
        return Task.FromResult(book.On(area, on ?? ChinaTime.Day(time.GetUtcNow())) is { } list ? Answer<PriceList>.Ok(list, list.Version) : Problem.NotFound);
    }
}

internal static class PriceEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/prices", Get);
        api.MapPut("/prices", Put);
    }

    private static async Task<IResult> Get(string? region, DateOnly? on, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetPrices(http.Caller(), region, on), cancellationToken)).ToResult(http);

    private static async Task<IResult> Put(PricesBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new SetPrices(http.Command(), body), cancellationToken)).ToResult(http);
}
