using System.Collections.Concurrent;
using Telemed.Dicom.Core;
using Telemed.Imaging.Indexing;
using Telemed.Imaging.Storing;
using Telemed.ReadModel;

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
        var statement = new QueryStatement(query, conditions);
        if (query.Level == QueryLevel.Study) return Studies(query, conditions, statement);
        var found = new List<DataSet>(Math.Min(query.Limit ?? 100, 1000));
        bool more = false;
        foreach (var match in Read(query with { Limit = query.Limit + 1 }, statement))
        {
            more = found.Count == query.Limit;
            if (!more) found.Add(match);
        }
        return new(found, more, conditions.Ignored);
    }

    /// <summary>The studies of one page as rows of the index, in one state of it, and how many there are in all.</summary>
    /// <param name="query">At the level of studies.</param>
    /// <param name="conditions">Its keys.</param>
    /// <param name="statement">Its text.</param>
    /// <param name="begin">Told the total before the first row.</param>
    /// <param name="row">Given each study's row.</param>
    public void Page(ImagingQuery query, QueryConditions conditions, QueryStatement statement, Action<long> begin, Action<ReadStatement> row)
    {
        using var reader = index.Read();
        reader.Hold();
        var found = new StudyPages(reader, query, statement).Find(() => Total(reader, query, conditions, statement));
        begin(found.Total);
        var one = reader.Of(statement.Row);
        foreach (string study in found.Studies)
        {
            if (one.Bind("@study", study).Step()) row(one);
            one.Reset();
        }
    }

    /// <summary>Matches one by one, for answers that are sent while they are found. The connection stays open until the end.</summary>
    /// <returns>Null and what is wrong when a key's value cannot be right for its attribute.</returns>
    public IEnumerable<DataSet>? Stream(ImagingQuery query, out QueryFault? fault) =>
        QueryConditions.Read(query, out fault) is { } conditions ? Read(query, new QueryStatement(query, conditions)) : null;

    /// <summary>How many matches there are without limit and offset. Counted once for each state of the index.</summary>
    public long Total(ImagingQuery query)
    {
        if (QueryConditions.Read(query, out _) is not { } conditions) return 0;
        var statement = new QueryStatement(query, conditions);
        using var reader = index.Read();
        return query.Level == QueryLevel.Study ? new StudyPages(reader, query with { Limit = 0, Offset = 0 }, statement).Find(() => Total(reader, query, conditions, statement)).Total
            : Total(reader, query, conditions, statement);
    }

    private QueryAnswer Studies(ImagingQuery query, QueryConditions conditions, QueryStatement statement)
    {
        var found = new List<DataSet>();
        long total = 0;
        var row = new QueryRow(query, statement, folders);
        Page(query, conditions, statement, all => total = all, study => found.Add(row.Read(study)));
        return new(found, query.Offset + found.Count < total, conditions.Ignored);
    }

    private long Total(ReadSession reader, ImagingQuery query, QueryConditions conditions, QueryStatement statement)
    {
        string sql = statement.Count();
        string key = $"{sql}\n{string.Join('\n', conditions.Values)}\n{query.Scope.OwnInstitutionId}\n{string.Join('\n', query.Scope.Opened)}";
        long generation = index.Generation;
        if (totals.TryGetValue(key, out var known) && known.Generation == generation) return known.Total;
        var command = reader.Of(sql);
        statement.Bind(command, null, 0);
        command.Step();
        long total = command.Number(0);
        command.Reset();
        if (totals.Count >= MaxTotals) totals.Clear();
        totals[key] = (generation, total);
        return total;
    }

    private IEnumerable<DataSet> Read(ImagingQuery query, QueryStatement statement)
    {
        var row = new QueryRow(query, statement, folders);
        using var reader = index.Read();
        bool byStudy = query.Level == QueryLevel.Study;
        if (byStudy) reader.Hold();
        var rows = reader.Of(byStudy ? statement.Studies(fromDay: false, all: query.Limit is null && query.Offset == 0) : statement.Select());
        var one = byStudy ? reader.Of(statement.Row) : rows;
        statement.Bind(rows, query.Limit, query.Offset);
        while (rows.Step())
        {
            if (!byStudy || one.Bind("@study", rows.Text(2)).Step()) yield return row.Read(one);
            if (byStudy) one.Reset();
        }
    }
}

/// <summary>What a query found.</summary>
/// <param name="Matches">In a stable order, texts in UTF-8.</param>
/// <param name="HasMore">There are matches behind the limit.</param>
/// <param name="Ignored">Keys that were not used for matching.</param>
internal sealed record QueryAnswer(IReadOnlyList<DataSet> Matches, bool HasMore, IReadOnlyList<TagPath> Ignored);
