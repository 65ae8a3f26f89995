using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Recognition.Measuring;

namespace Telemed.Recognition.Findings;

/// <summary>Where a finding stands.</summary>
public enum FindingStanding
{
    Open,

    /// <summary>A statutory reason was given afterwards.</summary>
    Explained,

    /// <summary>The institution answered.</summary>
    Answered,
}

public sealed record FindingAnswer(string Text, string? By, DateTimeOffset At);

public sealed record FindingView(
    string Id, string Kind, string InstitutionId, string? InstitutionName, string ItemCode, string ItemName, DateTimeOffset At, string? PriorInstitutionName, DateTimeOffset? PriorAt,
    decimal? Fee, string CheckId, string Number, FindingStanding State, string? ReasonCode, FindingAnswer? Answer);

/// <param name="Kind"><c>recognition.repeated</c>, the only one so far.</param>
/// <param name="From">First local day.</param>
/// <param name="To">Last local day.</param>
public sealed record FindingFilter(string? Kind, string? InstitutionId, string? From, string? To, int? Limit, string? Cursor);

/// <summary>Findings for whoever supervises the institution, and for the institution itself; newest first.</summary>
public sealed record ListFindings(Caller Caller, Language Language, FindingFilter Filter) : IRequest<Answer<Page<FindingView>>>, IValidated
{
    public const string Repeated = "recognition.repeated";

    internal static Paging<(DateTimeOffset At, string Id)> List { get; } = new("findings", 50, 200, parts =>
        parts is [var text, { Length: > 0 } id] && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var at) ? (at, id) : null);

    public void Validate(FieldErrors errors)
    {
        if (!string.IsNullOrEmpty(Filter.Kind) && Filter.Kind != Repeated) errors.Unknown("kind");
        if (!string.IsNullOrEmpty(Filter.From) && Day(Filter.From) is null) errors.Invalid("from");
        if (!string.IsNullOrEmpty(Filter.To) && Day(Filter.To) is null) errors.Invalid("to");
        List.Check(errors, Filter.Limit, Filter.Cursor);
    }

    /// <summary>The moment a local day begins.</summary>
    internal static DateTimeOffset? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), ChinaTime.UtcOffset) : null;
}

internal sealed class ListFindingsHandler(FindingRows rows, FindingViews views) : IRequestHandler<ListFindings, Answer<Page<FindingView>>>
{
    public async Task<Answer<Page<FindingView>>> Handle(ListFindings request, CancellationToken cancellationToken)
    {
        var (caller, language, filter) = request;
        var supervises = (caller.Is(Role.HealthAuthority) || caller.Is(Role.Insurer)) && caller.AreaCode is { Length: 2 or 4 or 6 };
        var works = (caller.Is(Role.Office) || caller.Is(Role.Physician)) && caller.InstitutionId is not null;
        if (!supervises && !works) return Problem.Forbidden;
        var limit = ListFindings.List.Take(filter.Limit);
        var after = ListFindings.List.After(filter.Cursor);
        var found = rows.Of(
            supervises ? caller.AreaCode : null, supervises ? Blank(filter.InstitutionId) : caller.InstitutionId, ListFindings.Day(filter.From), ListFindings.Day(filter.To)?.AddDays(1), after, limit + 1);
        var page = new List<FindingView>();
        foreach (var row in found.Take(limit)) page.Add(await views.Of(row, language, cancellationToken));
        var next = found.Count > limit ? ListFindings.List.Cursor($"{found[limit - 1].At.UtcDateTime:O}|{found[limit - 1].Id}") : null;
        return Answer<Page<FindingView>>.Ok(new(page, next));
    }

    private static string? Blank(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

internal sealed class FindingViews(RowNames names, IDirectory directory, IAccountDirectory accounts)
{
    public async ValueTask<FindingView> Of(FindingRow row, Language language, CancellationToken cancellationToken) => new(
        row.Id, ListFindings.Repeated, row.InstitutionId, directory.Institution(row.InstitutionId)?.Name, row.ItemCode, names.Item(row.ItemCode, language), row.At,
        row.PriorInstitutionId is { } prior ? directory.Institution(prior)?.Name : null, row.PriorAt, row.Fee, row.CheckId, row.Number,
        row.Answer is not null ? FindingStanding.Answered : row.ReasonCode is not null ? FindingStanding.Explained : FindingStanding.Open, row.ReasonCode,
        row.Answer is null ? null : new(row.Answer, (await accounts.Find(row.AnsweredBy!, cancellationToken))?.DisplayName, row.AnsweredAt!.Value));
}

internal static class ListFindingsEndpoint
{
    public static void Map(RouteGroupBuilder findings) => findings.MapGet("", Get);

    private static async Task<IResult> Get([AsParameters] FindingFilter filter, HttpContext http, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListFindings(http.Caller(), http.Language(), filter), cancellationToken)).ToResult(http);
}
