using System.Globalization;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Examinations.Arising;

/// <summary>Which released opinions still have to become results: written with the release, gone with the result. A restart finds what a crash cut.</summary>
internal sealed class ArisingProjection : IProjection
{
    private const string Consultation = "consultation";
    private const string Released = "opinionReleased";

    public string Name => "arising-results";

    public int Version => 1;

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = "CREATE TABLE result_owed (case_id TEXT PRIMARY KEY, result TEXT NOT NULL UNIQUE, released INTEGER NOT NULL, made INTEGER NOT NULL) STRICT, WITHOUT ROWID";
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append)
    {
        if (append.Stream.Category == Result.Category && Arising.VersionOf(append.Context.CommandId) is { } version)
            projecting.Execute("UPDATE result_owed SET made=?2 WHERE result=?1", append.Stream.Id, version);
    }

    public void Apply(Projecting projecting, object fact)
    {
        if (fact is CaseStep { Category: Consultation, Step: Released } step && Arising.CategoryOf(step.Case.Kind) is not null)
            projecting.Execute(
                "INSERT INTO result_owed (case_id, result, released, made) VALUES (?1, ?2, 1, 0) ON CONFLICT (case_id) DO UPDATE SET released=released+1",
                step.CaseId, Arising.IdOf(step.CaseId));
    }
}

/// <summary>Names of what arises from an opinion: the same whenever it is made.</summary>
internal static class Arising
{
    private const string Command = "opinion-";

    /// <summary>The result of a consultation.</summary>
    public static string IdOf(string consultationId) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"opinion\n{consultationId}")).AsSpan(0, 12));

    /// <summary>The command that makes a version.</summary>
    public static string CommandOf(int version) => string.Create(CultureInfo.InvariantCulture, $"{Command}{version}");

    /// <summary>The version that a command made; null for other commands.</summary>
    public static int? VersionOf(string commandId) =>
        commandId.StartsWith(Command, StringComparison.Ordinal) && int.TryParse(commandId.AsSpan(Command.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    /// <summary>Category of what a kind of service reads; null for a kind that makes no result.</summary>
    public static ResultCategory? CategoryOf(string kind) => kind switch
    {
        "imaging" => ResultCategory.Imaging,
        "ecg" => ResultCategory.Ecg,
        "pathology" => ResultCategory.Pathology,
        "ultrasound" => ResultCategory.Ultrasound,
        _ => null,
    };
}
