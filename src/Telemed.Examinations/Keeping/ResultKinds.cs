using System.Collections.Concurrent;
using Telemed.Contracts;
using Telemed.Examinations.Reporting;
using Telemed.ReadModel;

namespace Telemed.Examinations.Keeping;

/// <summary>What an institution examines under one code.</summary>
/// <param name="System"><c>standard</c> or <c>local:…</c>.</param>
/// <param name="Standard">Code of the standard item; null while an own code is not mapped.</param>
internal sealed record ResultKind(string InstitutionId, string System, string Code, ResultCategory Category, string? Name, string? Standard);

/// <summary>Kinds of results by number, in memory; what an own code is mapped to is read again when a mapping changed.</summary>
internal sealed class ResultKinds(ProjectionEngine readModel)
{
    /// <summary>Followed: a change of its mappings makes another <see cref="ProjectionEngine.Revision"/>.</summary>
    public const string Table = "result_kinds";

    private volatile Known known = new(-1);

    /// <summary>As they are now: numbers that this gives belong to one state of the mappings.</summary>
    public Known Now()
    {
        var now = known;
        if (readModel.Revision(Table) is not { } revision) return new(-1);   // taken before the table is read
        return now.Revision == revision ? now : known = new(revision);
    }

    /// <summary>Kinds met since the mappings changed last.</summary>
    internal sealed class Known(long revision)
    {
        private readonly ConcurrentDictionary<long, ResultKind> kinds = new();

        public long Revision => revision;

        public ResultKind Of(ReadSession tables, long number)
        {
            if (!kinds.TryGetValue(number, out var kind)) kinds[number] = kind = Read(tables, number);
            return kind;
        }
    }

    private static ResultKind Read(ReadSession tables, long number)
    {
        var row = tables.Of("SELECT institution, system, code, category, name, standard FROM result_kinds WHERE kind=@kind").Bind("@kind", number);
        if (!row.Step()) throw new InvalidDataException("A result of a kind that is not there.");
        var (system, code) = (row.Text(1), row.Text(2));
        var kind = new ResultKind(row.Text(0), system, code, Words<ResultCategory>.Read(row.Text(3))!.Value, row.TextOrNull(4), system == ItemRef.Standard ? code : row.TextOrNull(5));
        row.Reset();
        return kind;
    }
}
