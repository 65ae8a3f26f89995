using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Indicators.Defining;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Indicators.Targeting;

/// <param name="Scope">Code of an area, or id of an institution.</param>
/// <param name="Value">In the unit of the indicator; null takes the target back.</param>
public sealed record TargetBody(int? Year, string? Code, string? Scope, decimal? Value, string? Approver);

/// <summary>A health authority sets what an indicator shall reach in its area, or at an institution in it, within a year.</summary>
public sealed record SetTarget(Command By, TargetBody Body) : IRequest<Answer<TargetView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("year", Body.Year);
        if (Body.Year is < 2000 or > 2199) errors.Invalid("year");
        errors.Required("code", Body.Code, 60);
        errors.Required("scope", Body.Scope, 80);
        errors.Required("approver", Body.Approver, 60);
        if (Body.Value is < 0 or > 1_000_000_000) errors.Invalid("value");
    }
}

internal sealed class SetTargetHandler(ICaseOwner owner, IndicatorSet set, IDirectory directory) : IRequestHandler<SetTarget, Answer<TargetView>>
{
    public async Task<Answer<TargetView>> Handle(SetTarget request, CancellationToken cancellationToken)
    {
        var ((year, code, scope, value, approver), caller) = (request.Body, request.By.Caller);
        if (!caller.Is(Role.HealthAuthority) || caller.AreaCode is not { Length: > 0 } area) return Problem.Forbidden;
        if (set.Versions(code!) is not { } versions) return Unknown("code");
        if (versions[^1].Unit == "%" && value > 100) return Out();
        if (directory.Institution(scope!) is null && !(scope!.Length is 2 or 4 or 6 && scope.All(char.IsAsciiDigit))) return Unknown("scope");
        if (!scope!.StartsWith(area, StringComparison.Ordinal) && !directory.Supervises(area, scope)) return Problem.Forbidden;
        var id = year!.Value.ToString(CultureInfo.InvariantCulture);
        var outcome = await owner.Transact(TargetRules.Aggregate, id, request.By.SeenVersion, request.By.Context(), state => value is { } wanted
            ? TargetRules.Set(state, code!, scope, wanted, approver!.Trim(), request.By.At)
            : TargetRules.Drop(state, code!, scope, approver!.Trim(), request.By.At), cancellationToken);
        return outcome.ToAnswer(new(TargetRules.Category, id), (state, _) => new TargetView(
            year.Value, code!, scope, value ?? 0, approver!.Trim(), state.Times.GetValueOrDefault((code!, scope))));
    }

    private static Problem Unknown(string field)
    {
        var errors = new FieldErrors();
        errors.Unknown(field);
        return Problem.Invalid(errors.Found);
    }

    private static Problem Out()
    {
        var errors = new FieldErrors();
        errors.Invalid("value");
        return Problem.Invalid(errors.Found);
    }
}

/// <summary>The targets of a year in the caller's area; an office sees those of its institution and of the areas around it.</summary>
public sealed record ListTargets(Caller Caller, int? Year) : IRequest<Answer<IReadOnlyList<TargetView>>>;

internal sealed class ListTargetsHandler(ProjectionEngine engine, IDirectory directory, TimeProvider time) : IRequestHandler<ListTargets, Answer<IReadOnlyList<TargetView>>>
{
    public Task<Answer<IReadOnlyList<TargetView>>> Handle(ListTargets request, CancellationToken cancellationToken)
    {
        if (Reading.Scope.Of(request.Caller) is not { } scope) return Task.FromResult<Answer<IReadOnlyList<TargetView>>>(Problem.Forbidden);
        var around = scope.Area ?? directory.Institution(scope.InstitutionId!)?.AreaCode ?? "-";
        using var db = engine.OpenReader();
        var targets = TargetRows.Of(db, request.Year ?? ChinaTime.Day(time.GetUtcNow()).Year).Where(t =>
            around.StartsWith(t.Scope, StringComparison.Ordinal) || t.Scope == scope.InstitutionId
            || scope.Area is { } area && (t.Scope.StartsWith(area, StringComparison.Ordinal) || directory.Supervises(area, t.Scope)));
        return Task.FromResult(Answer<IReadOnlyList<TargetView>>.Ok([.. targets]));
    }
}

internal static class TargetEndpoints
{
    public static void Map(RouteGroupBuilder indicators)
    {
        indicators.MapPut("/targets", Put);
        indicators.MapGet("/targets", Get);
    }

    private static async Task<IResult> Put(TargetBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new SetTarget(http.Command(), body), cancellationToken)).ToResult(http);

    private static async Task<IResult> Get(int? year, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListTargets(http.Caller(), year), cancellationToken)).ToResult(http);
}
