using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Imaging.Indexing;
using Telemed.Imaging.Opening;

namespace Telemed.Imaging.Querying;

/// <summary>An object that became visible.</summary>
/// <param name="Seq">Its place in the feed.</param>
/// <param name="At">When it was received, UTC.</param>
public sealed record ChangeItem(long Seq, DateTimeOffset At, string StudyInstanceUid, string SeriesInstanceUid, string SopInstanceUid, string SopClassUid);

/// <summary>A stretch of the feed.</summary>
/// <param name="Feed">Names the feed; another name means that numbers began again.</param>
/// <param name="Next">What to ask for next time with <c>since</c>.</param>
/// <param name="HasMore">There is more already.</param>
public sealed record ChangeFeed(string Feed, IReadOnlyList<ChangeItem> Items, long Next, bool HasMore);

/// <summary>What came in, in order, for systems that follow the archive. The same object may be told twice after a rebuild; none is left out.</summary>
internal static class ChangeFeedEndpoint
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    public static void Map(RouteGroupBuilder all) => all.MapGet("changefeed", Get).WithSummary("Objects in the order in which they became visible").Produces<ChangeFeed>();

    private static IResult Get(long? since, int? limit, string? feed, HttpContext http, ImagingIndex index, IStudyScopes scopes)
    {
        var errors = new FieldErrors();
        Paging.Limit(errors, limit, MaxLimit);
        if (since < 0) errors.Invalid("since");
        if (!errors.None) return Problem.Invalid(errors.Found).ToResult(http);
        int rows = limit ?? DefaultLimit;
        var scope = scopes.ScopeOf(http.Caller());
        using var db = index.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT id FROM feed";
        string id = (string)command.ExecuteScalar()!;
        if (feed is not null && feed != id) return ImagingProblems.FeedChanged.ToResult(http);
        // Two searches in order, merged: one condition with OR would read the whole feed.
        command.CommandText = """
            SELECT seq, at, study, series, instance, class FROM changes WHERE institution = @own AND seq > @since
            UNION SELECT seq, at, study, series, instance, class FROM changes WHERE study IN (SELECT value FROM json_each(@open)) AND seq > @since
            ORDER BY 1 LIMIT @rows
            """;
        command.Parameters.AddWithValue("@own", scope.OwnInstitutionId ?? "");
        command.Parameters.AddWithValue("@open", JsonSerializer.Serialize(scope.Opened));
        command.Parameters.AddWithValue("@since", since ?? 0);
        command.Parameters.AddWithValue("@rows", rows + 1);
        using var found = command.ExecuteReader();
        var items = new List<ChangeItem>();
        while (found.Read())
            items.Add(new(found.GetInt64(0), DateTimeOffset.Parse(found.GetString(1), CultureInfo.InvariantCulture), found.GetString(2), found.GetString(3), found.GetString(4), found.GetString(5)));
        bool more = items.Count > rows;
        if (more) items.RemoveAt(rows);
        return Results.Ok(new ChangeFeed(id, items, items.Count > 0 ? items[^1].Seq : since ?? 0, more));
    }
}
