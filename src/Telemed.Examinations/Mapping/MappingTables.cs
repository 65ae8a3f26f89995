using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Examinations.Reporting;
using Telemed.ReadModel;

namespace Telemed.Examinations.Mapping;

/// <summary>An institution's own code with how many results have it.</summary>
internal sealed record MappingRow(
    long Kind, string InstitutionId, string System, string Code, string? Name, ResultCategory Category, long Count, string? Standard, string? By, DateTimeOffset? At);

/// <summary>Reads own codes: the steward's queue.</summary>
internal sealed class MappingTables(ProjectionEngine readModel)
{
    private const string Columns = """
        SELECT k.kind, k.institution, k.system, k.code, k.name, k.category, k.n, m.standard, m.by_account, m.at FROM result_kinds k
        LEFT JOIN result_mappings m ON m.institution=k.institution AND m.system=k.system AND m.code=k.code AND m.category=k.category
        """;

    /// <summary>The most used first.</summary>
    /// <param name="institutionId">Null for all.</param>
    /// <param name="mapped">Null for both.</param>
    /// <param name="behind">Count and number of the last one seen.</param>
    public IEnumerable<MappingRow> List(string? institutionId, bool? mapped, (long Count, long Kind)? behind)
    {
        using var db = readModel.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = $"""
            {Columns} WHERE k.system<>'standard' AND (@institution IS NULL OR k.institution=@institution) AND (@mapped IS NULL OR (m.standard IS NOT NULL)=@mapped)
              AND (k.n>0 OR m.standard IS NOT NULL) AND (@n IS NULL OR (-k.n, k.kind) > (-@n, @kind)) ORDER BY -k.n, k.kind
            """;
        command.Parameters.AddWithValue("@institution", (object?)institutionId ?? DBNull.Value);
        command.Parameters.AddWithValue("@mapped", mapped is { } yes ? (yes ? 1L : 0L) : DBNull.Value);
        command.Parameters.AddWithValue("@n", behind is { } place ? place.Count : DBNull.Value);
        command.Parameters.AddWithValue("@kind", behind?.Kind ?? 0);
        using var row = command.ExecuteReader();
        while (row.Read()) yield return Read(row);
    }

    /// <summary>The kinds that an institution reports under a code: one for each category.</summary>
    public IReadOnlyList<MappingRow> Find(string institutionId, string system, string code)
    {
        using var db = readModel.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = $"{Columns} WHERE k.institution=@institution AND k.system=@system AND k.code=@code ORDER BY k.kind";
        command.Parameters.AddWithValue("@institution", institutionId);
        command.Parameters.AddWithValue("@system", system);
        command.Parameters.AddWithValue("@code", code);
        using var row = command.ExecuteReader();
        var found = new List<MappingRow>();
        while (row.Read()) found.Add(Read(row));
        return found;
    }

    private static MappingRow Read(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4), Words<ResultCategory>.Read(row.GetString(5))!.Value,
        row.GetInt64(6), row.IsDBNull(7) ? null : row.GetString(7), row.IsDBNull(8) ? null : row.GetString(8), row.IsDBNull(9) ? null : row.GetDateTimeOffset(9));
}
