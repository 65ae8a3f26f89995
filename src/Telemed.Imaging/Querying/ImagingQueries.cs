using System.Collections.Concurrent;
using Telemed.Dicom.Core;
using Telemed.Imaging.Indexing;
using Telemed.Imaging.Storing;

namespace Telemed.Imaging.Querying;

/// <summary>Answers every question to the index: C-FIND, QIDO-RS and the page ask here and nowhere else.</summary>
internal sealed class ImagingQueries(ImagingIndex index, ObjectFolders folders)
{
    private const int MaxTotals = 1000;

    private readonly ConcurrentDictionary<string, (long Generation, long Total)> totals = new(StringComparer.Ordinal);

    /// <summary>Runs a query.</summary>
    /// <returns>Null and what is wrong when a key's value cannot be right for its attribute.</returns>
    public QueryAnswer? Run(ImagingQuery query, out QueryFault? fault)
    {
        if (QueryConditions.Read(query, out fault) is not { } conditions) return null;
        var found = new List<DataSet>(Math.Min(query.Limit ?? 100, 1000));
        bool more = false;
        foreach (var match in Read(query with { Limit = query.Limit + 1 }, conditions))
        {
            more = found.Count == query.Limit;
            if (!more) found.Add(match);
        }
        return new(found, more, conditions.Ignored);
    }

    /// <summary>Matches one by one, for answers that are sent while they are found. The connection stays open until the end.</summary>
    /// <returns>Null and what is wrong when a key's value cannot be right for its attribute.</returns>
    public IEnumerable<DataSet>? Stream(ImagingQuery query, out QueryFault? fault) =>
        QueryConditions.Read(query, out fault) is { } conditions ? Read(query, conditions) : null;

    /// <summary>How many matches there are without limit and offset. Counted once for each state of the index.</summary>
    public long Total(ImagingQuery query)
    {
        if (QueryConditions.Read(query, out _) is not { } conditions) return 0;
        var statement = new QueryStatement(query, conditions);
        string sql = statement.Count(conditions.IsEmpty);
        string key = $"{sql}\n{string.Join('\n', conditions.Values)}\n{query.Scope.OwnInstitutionId}\n{string.Join('\n', query.Scope.Opened)}";
        long generation = index.Generation;
        if (totals.TryGetValue(key, out var known) && known.Generation == generation) return known.Total;
        using var db = index.OpenReader();
        using var command = statement.Command(db, sql);
        long total = (long)command.ExecuteScalar()!;
        if (totals.Count >= MaxTotals) totals.Clear();
        totals[key] = (generation, total);
        return total;
    }

    private IEnumerable<DataSet> Read(ImagingQuery query, QueryConditions conditions)
    {
        var statement = new QueryStatement(query, conditions);
        var row = new QueryRow(query, statement, folders);
        using var db = index.OpenReader();
        using var command = statement.Command(db, statement.Select());
        using var rows = command.ExecuteReader();
        while (rows.Read()) yield return row.Read(rows);
    }
}

/// <summary>What a query found.</summary>
/// <param name="Matches">In a stable order, texts in UTF-8.</param>
/// <param name="HasMore">There are matches behind the limit.</param>
/// <param name="Ignored">Keys that were not used for matching.</param>
internal sealed record QueryAnswer(IReadOnlyList<DataSet> Matches, bool HasMore, IReadOnlyList<TagPath> Ignored);
