using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.ReadModel;

namespace Telemed.Recognition.Quality;

public sealed record SuspensionView(DateOnly From, DateOnly? To, string Reason);

/// <param name="Suspended">The suspension that holds on the day asked about, else the last one.</param>
/// <param name="Mark">What it lets results carry on the day asked about, or on the last day of its period; null when it lets them carry none.</param>
public sealed record EvidenceView(
    string Id, string InstitutionId, string? InstitutionName, string ItemCode, string? ItemName, DateOnly From, DateOnly To, string Body, MarkScope Scope, EvidenceOutcome Outcome, double? Score,
    string? DeviceClass, SuspensionView? Suspended, string? Mark);

/// <summary>From evidence to what clients see of it.</summary>
internal sealed class EvidenceViews(IDirectory directory, IStandardItems items, TimeProvider time)
{
    public EvidenceView Of(string id, Evidence e, DateOnly? on)
    {
        var today = ChinaTime.Day(time.GetUtcNow());
        var day = on ?? (today > e.To ? e.To : today < e.From ? e.From : today);
        var suspended = e.Suspensions.FirstOrDefault(s => day >= s.From && (s.To is null || day <= s.To)) ?? e.Suspensions.LastOrDefault(s => s.To is null);
        return new(
            id, e.InstitutionId, directory.Institution(e.InstitutionId)?.Name, e.ItemCode, items.Find(e.ItemCode)?.Name.Zh, e.From, e.To, e.Body, e.Scope, e.Outcome, e.Score, e.DeviceClass,
            suspended is null ? null : new(suspended.From, suspended.To, suspended.Reason),
            e.Outcome == EvidenceOutcome.Passed && e.Covers(day) && !e.SuspendedOn(day) ? e.Scope.Mark : null);
    }
}

/// <summary>Reads evidence of the read model.</summary>
internal sealed class EvidenceRows(ProjectionEngine readModel)
{
    /// <summary>Behind a place, in the order of institution, item and id.</summary>
    public List<(string Id, Evidence Evidence)> Read(string? institution, string? item, (string Institution, string Item, string Id)? behind, int limit)
    {
        using var db = readModel.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = $"""
            SELECT e.id, e.json FROM recognition_evidence_of o JOIN {EvidenceBook.Table} e USING (id)
            WHERE (@institution IS NULL OR o.institution=@institution) AND (@item IS NULL OR o.item=@item)
              AND (@i IS NULL OR (o.institution, o.item, o.id) > (@i, @t, @d)) ORDER BY o.institution, o.item, o.id LIMIT @limit
            """;
        Add(command, "@institution", institution);
        Add(command, "@item", item);
        Add(command, "@i", behind?.Institution);
        Add(command, "@t", behind?.Item);
        Add(command, "@d", behind?.Id);
        command.Parameters.AddWithValue("@limit", limit);
        using var rows = command.ExecuteReader();
        var found = new List<(string, Evidence)>();
        while (rows.Read()) found.Add((rows.GetString(0), EvidenceRow.FromJson(rows.GetString(1)).Evidence));
        return found;
    }

    private static void Add(SqliteCommand command, string name, string? value) => command.Parameters.AddWithValue(name, string.IsNullOrEmpty(value) ? DBNull.Value : value);
}
