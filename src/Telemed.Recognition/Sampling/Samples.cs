using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.Recognition.Repeating;

namespace Telemed.Recognition.Sampling;

public sealed record SampleItemView(
    string ResultId, string ItemCode, string? ItemName, DateTimeOffset PerformedAt, string? StudyInstanceUid, SampleGrade? Grade, SampleGrade? Positioning, bool? Agreement, string? Comment,
    DateTimeOffset? GradedAt);

/// <param name="WorstShare">Share of grades C and D among those given, 0 to 1.</param>
public sealed record SampleView(
    string Id, string InstitutionId, string? InstitutionName, string GraderId, string? GraderName, string? ItemCode, string? ItemName, DateOnly From, DateOnly To, string State, int Graded,
    double? WorstShare, IReadOnlyList<SampleItemView> Items, DateTimeOffset CreatedAt);

/// <summary>From a sample to what clients see of it.</summary>
internal sealed class SampleViews(IDirectory directory, IStandardItems items)
{
    public SampleView Of(string id, SampleState s) => new(
        id, s.InstitutionId, directory.Institution(s.InstitutionId)?.Name, s.GraderId, directory.Institution(s.GraderId)?.Name, s.ItemCode, s.ItemCode is null ? null : items.Find(s.ItemCode)?.Name.Zh,
        s.From, s.To, s.Done ? "done" : "open", s.Grades.Count, s.Grades.Count == 0 ? null : s.Grades.Count(g => g.Grade >= SampleGrade.C) / (double)s.Grades.Count,
        [.. s.Results.Select(r => (Result: r, Given: s.Of(r.ResultId))).Select(p => new SampleItemView(
            p.Result.ResultId, p.Result.ItemCode, items.Find(p.Result.ItemCode)?.Name.Zh, p.Result.PerformedAt, p.Result.StudyUid, p.Given?.Grade, p.Given?.Positioning, p.Given?.Agreement,
            p.Given?.Comment, p.Given?.At))], s.DrawnAt);
}

/// <param name="GraderId">Who grades, when a health authority draws.</param>
public sealed record DrawBody(string? InstitutionId, string? ItemCode, DateOnly? From, DateOnly? To, int? Count, string? GraderId = null);

/// <summary>An upper institution, or the health authority in its name, draws results of a lower one for grading.</summary>
public sealed record DrawSample(Command Command, DrawBody Body) : IRequest<Answer<SampleView>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("institutionId", Body.InstitutionId, 100);
        errors.Required("from", Body.From);
        errors.Required("to", Body.To);
        if (Body.To < Body.From) errors.Invalid("to");
        if (Body.Count is not (>= 1 and <= 100)) errors.Invalid("count");
    }
}

internal sealed class DrawSampleHandler(ICaseOwner owner, IDirectory directory, IStandardItems items, ReportedResults reported, SampleViews views) : IRequestHandler<DrawSample, Answer<SampleView>>
{
    public async Task<Answer<SampleView>> Handle(DrawSample request, CancellationToken cancellationToken)
    {
        var (command, body) = request;
        var caller = command.Caller;
        var supervises = caller.Is(Role.HealthAuthority) && caller.AreaCode is { } area && directory.Supervises(area, body.InstitutionId!);
        var works = caller.InstitutionId is not null && (caller.Is(Role.Physician) || caller.Is(Role.Office));
        if (!supervises && !works) return Problem.Forbidden;
        var graderId = supervises ? body.GraderId : caller.InstitutionId;
        var errors = new FieldErrors();
        if (directory.Institution(body.InstitutionId!) is not { } lower) errors.Unknown("institutionId");
        else if (graderId is null || directory.Institution(graderId) is not { } upper) errors.Unknown("graderId");
        else if (upper.Tier >= lower.Tier) errors.Add(supervises ? "graderId" : "institutionId", "not-upper", "抽检由上级机构进行", "An upper institution grades a lower one");
        if (!string.IsNullOrEmpty(body.ItemCode) && items.Find(body.ItemCode) is null) errors.Unknown("itemCode");
        if (!errors.None) return Problem.Invalid(errors.Found);
        var id = command.NewId("sample");
        var results = reported.By(body.InstitutionId!, body.ItemCode, Midnight(body.From!.Value), Midnight(body.To!.Value.AddDays(1)))
            .OrderBy(r => Lot(id, r.ResultId), StringComparer.Ordinal).Take(body.Count!.Value).ToArray();
        var drawn = new SampleEvent.SampleDrawn(
            body.InstitutionId!, graderId!, string.IsNullOrEmpty(body.ItemCode) ? null : body.ItemCode, body.From.Value, body.To.Value, results, caller.AccountId, command.At);
        var outcome = await owner.Transact(SampleRules.Aggregate, id, null, command.Context(), state => SampleRules.Draw(state, drawn), cancellationToken);
        return outcome.ToAnswer(new StreamId(SampleRules.Category, id), (state, _) => views.Of(id, state!), $"/api/v1/recognition/samples/{id}");
    }

    /// <summary>A lot that nobody chose and anybody can draw again.</summary>
    private static string Lot(string sampleId, string resultId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{sampleId}:{resultId}")));

    private static DateTimeOffset Midnight(DateOnly day) => new(day, default, ChinaTime.UtcOffset);
}

/// <summary>Samples that the caller's institution grades, or in which it is graded; those of the area for whoever supervises.</summary>
public sealed record ListSamples(Caller Caller, string? Box, int? Limit, string? Cursor) : IRequest<Answer<Page<SampleView>>>, IValidated
{
    internal static Paging<(DateTimeOffset At, string Id)> List { get; } = new("samples", 50, 200, parts =>
        parts is [var text, { Length: > 0 } id] && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var at) ? (at, id) : null);

    public void Validate(FieldErrors errors)
    {
        List.Check(errors, Limit, Cursor);
        if (Box is not (null or "" or "toGrade" or "mine" or "supervised")) errors.Unknown("box");
    }
}

internal sealed class ListSamplesHandler(SampleRows rows, SampleViews views, IDirectory directory) : IRequestHandler<ListSamples, Answer<Page<SampleView>>>
{
    public Task<Answer<Page<SampleView>>> Handle(ListSamples request, CancellationToken cancellationToken)
    {
        var caller = request.Caller;
        var after = ListSamples.List.After(request.Cursor);
        IEnumerable<(string Id, SampleState State)> all;
        if (caller.InstitutionId is { } own && (caller.Is(Role.Physician) || caller.Is(Role.Office)))
            all = request.Box == "mine" ? rows.Read(own, null, after) : rows.Read(null, own, after).Where(s => request.Box is null or "" || !s.State.Done);
        else if (caller.Is(Role.HealthAuthority) && caller.AreaCode is { } area) all = rows.Read(null, null, after).Where(s => directory.Supervises(area, s.State.InstitutionId));
        else return Task.FromResult<Answer<Page<SampleView>>>(Problem.Forbidden);
        var take = ListSamples.List.Take(request.Limit);
        var found = all.Take(take + 1).ToArray();
        return Task.FromResult(Answer<Page<SampleView>>.Ok(new(
            [.. found.Take(take).Select(s => views.Of(s.Id, s.State))],
            found.Length > take ? ListSamples.List.Cursor($"{found[take - 1].State.DrawnAt.UtcDateTime:O}|{found[take - 1].Id}") : null)));
    }
}

internal static class SampleEndpoints
{
    public static void Map(RouteGroupBuilder recognition)
    {
        var samples = recognition.MapGroup("/samples");
        samples.MapGet("", List);
        samples.MapPost("", Draw);
        samples.MapPost("{id}/grades", Grade);
    }

    private static async Task<IResult> List(string? box, int? limit, string? cursor, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListSamples(http.Caller(), box, limit, cursor), cancellationToken)).ToResult(http);

    private static async Task<IResult> Draw(DrawBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new DrawSample(http.Command(), body), cancellationToken)).ToResult(http);

    private static async Task<IResult> Grade(string id, GradeBody body, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GradeResult(http.Command(), id, body), cancellationToken)).ToResult(http);
}
