using Microsoft.Data.Sqlite;
using Telemed.Imaging.Indexing;
using Telemed.Imaging.Storing;

namespace Telemed.Imaging.Retrieving;

/// <summary>An instance as the retrieving doors need it.</summary>
/// <param name="Content">Another for another content: the ETag.</param>
internal sealed record InstanceFile(string StudyInstanceUid, string SeriesInstanceUid, string SopInstanceUid, string TransferSyntaxUid, string Content, long Bytes, string Path);

/// <summary>Finds instances by study, series and instance.</summary>
internal sealed class Instances(ImagingIndex index, ObjectFolders folders)
{
    /// <summary>Those of a study, of one series, or one instance; in order of series and instance number.</summary>
    public IReadOnlyList<InstanceFile> Of(string study, string? series = null, string? instance = null)
    {
        using var db = index.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = $"""
            SELECT study, series, instance, syntax, content, bytes FROM instances
            WHERE study = @study{(series is null ? "" : " AND series = @series")}{(instance is null ? "" : " AND instance = @instance")}
            ORDER BY series, number, instance
            """;
        command.Parameters.AddWithValue("@study", study);
        if (series is not null) command.Parameters.AddWithValue("@series", series);
        if (instance is not null) command.Parameters.AddWithValue("@instance", instance);
        using var rows = command.ExecuteReader();
        var found = new List<InstanceFile>();
        while (rows.Read()) found.Add(Read(rows));
        return found;
    }

    /// <summary>All of a study with their SOP classes.</summary>
    public IReadOnlyList<(InstanceFile File, string SopClassUid)> OfClasses(string study)
    {
        using var db = index.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT study, series, instance, syntax, content, bytes, class FROM instances WHERE study = @study ORDER BY series, number, instance";
        command.Parameters.AddWithValue("@study", study);
        using var rows = command.ExecuteReader();
        var found = new List<(InstanceFile, string)>();
        while (rows.Read()) found.Add((Read(rows), rows.GetString(6)));
        return found;
    }

    /// <summary>Changes whenever an object is added to the study, or to the series if one is given.</summary>
    public string VersionOf(string study, string? series)
    {
        using var db = index.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = series is null ? "SELECT changed || '-' || instance_count FROM studies WHERE study = @study"
            : "SELECT (SELECT changed FROM studies WHERE study = @study) || '-' || instance_count FROM series WHERE study = @study AND series = @series";
        command.Parameters.AddWithValue("@study", study);
        if (series is not null) command.Parameters.AddWithValue("@series", series);
        return command.ExecuteScalar() as string ?? "";
    }

    /// <summary>The SOP class of an instance; null when it is not here.</summary>
    public string? ClassOf(string instance)
    {
        using var db = index.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT class FROM instances WHERE instance = @instance";
        command.Parameters.AddWithValue("@instance", instance);
        return command.ExecuteScalar() as string;
    }

    /// <summary>Who gives patient IDs where the study comes from, as the door knew it; null when it knew nothing.</summary>
    public string? IssuerOf(string study)
    {
        using var db = index.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT issuer FROM studies WHERE study = @study";
        command.Parameters.AddWithValue("@study", study);
        return command.ExecuteScalar() as string;
    }

    private InstanceFile Read(SqliteDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4),
        row.GetInt64(5), folders.PathOf(row.GetString(2)));
}
