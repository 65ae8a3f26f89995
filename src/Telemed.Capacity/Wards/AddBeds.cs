using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Capacity.Keeping;
using Telemed.Capacity.Listing;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Capacity.Wards;

/// <summary>The office of an institution adds beds to a ward; those that are there already stay as they are.</summary>
public sealed record AddBeds(Command By, string? Department, string? Ward, IReadOnlyList<string>? Labels) : IRequest<Answer<Page<BedView>>>, IValidated
{
    private const int MostBeds = 500;

    public void Validate(FieldErrors errors)
    {
        errors.Required("department", Department, 40);
        errors.Required("ward", Ward, 40);
        if (Labels is not { Count: > 0 }) errors.Required("labels", (object?)null);
        else if (Labels.Count > MostBeds) errors.Add("labels", "too-long", $"一次最多 {MostBeds} 张床", $"At most {MostBeds} beds at once");
        else
            for (var i = 0; i < Labels.Count; i++) errors.Required($"labels[{i}]", Labels[i], 20);
    }
}

internal sealed class AddBedsHandler(ICaseOwner cases, CapacityTables tables, ProjectionEngine readModel, IDirectory directory)
    : IRequestHandler<AddBeds, Answer<Page<BedView>>>
{
    public async Task<Answer<Page<BedView>>> Handle(AddBeds request, CancellationToken cancellationToken)
    {
        if (request.By.Caller is not { InstitutionId: { } institution } caller || !caller.Is(Role.Office)) return Problem.Forbidden;
        var (department, ward) = (request.Department!, request.Ward!.Trim());
        if (directory.Institution(institution)?.Departments.Contains(department) != true)
        {
            var errors = new FieldErrors();
            errors.Add("department", "unknown", "本机构没有此科室", "This institution has no such department");
            return Problem.Invalid(errors.Found);
        }
        var id = WardRules.IdOf(institution, department, ward);
        string[] labels = [.. request.Labels!.Select(l => l.Trim())];
        var outcome = await cases.Transact(WardRules.Aggregate, id, request.By.SeenVersion, request.By.Context(),
            state => WardRules.AddBeds(state, institution, department, ward, labels), cancellationToken);
        if (outcome is Outcome<WardState, WardRefusal>.Done { Version: > 0 } done)
            await readModel.WaitFor(new(WardRules.Category, id), done.Version, cancellationToken);
        return outcome.ToAnswer(new StreamId(WardRules.Category, id),
            (state, _) => new Page<BedView>([.. ListBedsHandler.Views(id, state, tables.HeldBeds(id), caller)], null), "/api/v1/beds");
    }
}

internal static class AddBedsEndpoint
{
    public sealed record Body(string? Department, string? Ward, IReadOnlyList<string>? Labels);

    public static void Map(RouteGroupBuilder beds) => beds.MapPost("", Post);

    private static async Task<IResult> Post(Body body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new AddBeds(http.Command(), body.Department, body.Ward, body.Labels), ct)).ToResult(http);
}
