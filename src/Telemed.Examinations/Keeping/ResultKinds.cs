using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Examinations.Reporting;

namespace Telemed.Examinations.Keeping;

/// <summary>What an institution examines under one code.</summary>
/// <param name="System"><c>standard</c> or <c>local:…</c>.</param>
/// <param name="Standard">Code of the standard item; null while an own code is not mapped.</param>
internal sealed record ResultKind(string InstitutionId, string System, string Code, ResultCategory Category, string? Name, string? Standard);

/// <summary>Kinds of results by number. Those of the standard never change and stay in memory; what an own code is mapped to is read each time.</summary>
internal sealed class ResultKinds
{
    private readonly ConcurrentDictionary<long, ResultKind> standard = new();

    public ResultKind Of(SqliteConnection db, long number)
    {
        if (standard.TryGetValue(number, out var known)) return known;
        var kind = Read(db, number);
        if (kind.System == ItemRef.Standard) standard[number] = kind;
        return kind;
    }

    private static ResultKind Read(SqliteConnection db, long number)
    {
        using var command = db.CreateCommand();
        command.CommandText = "SELECT institution, system, code, category, name, standard FROM result_kinds WHERE kind=@kind";
        command.Parameters.AddWithValue("@kind", number);
        using var row = command.ExecuteReader();
        if (!row.Read()) throw new InvalidDataException("A result of a kind that is not there.");
        var (system, code) = (row.GetString(1), row.GetString(2));
        return new(
            row.GetString(0), system, code, Words<ResultCategory>.Read(row.GetString(3))!.Value, row.IsDBNull(4) ? null : row.GetString(4),
            system == ItemRef.Standard ? code : row.IsDBNull(5) ? null : row.GetString(5));
    }
}
