using Microsoft.Data.Sqlite;

namespace Telemed.Imaging.Indexing;

/// <summary>Puts objects into the index, many in one transaction.</summary>
internal sealed class IndexWriter(SqliteConnection db) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> statements = [];

    public void Dispose()
    {
        foreach (var command in statements.Values) command.Dispose();
    }

    /// <summary>Adds those that are not there; all or, when it throws, none.</summary>
    public void Add(IReadOnlyList<InstanceRecord> records)
    {
        using var transaction = db.BeginTransaction();
        var changed = new HashSet<(string Study, string Series)>();
        foreach (var record in records)
        {
            if (!AddInstance(record, transaction)) continue;
            AddStudy(record, transaction);
            AddSeries(record, transaction);
            changed.Add((record.Identity.StudyInstanceUid, record.Identity.SeriesInstanceUid));
        }
        foreach (var (study, series) in changed)
            Run(transaction, "UPDATE series SET instance_count = (SELECT count(*) FROM instances i WHERE i.study = @a AND i.series = @b) WHERE study = @a AND series = @b",
                ("@a", study), ("@b", series));
        foreach (string study in changed.Select(pair => pair.Study).Distinct()) Count(study, transaction);
        transaction.Commit();
    }

    private bool AddInstance(InstanceRecord record, SqliteTransaction transaction) => Run(transaction, """
        INSERT INTO instances (instance, study, series, class, syntax, number, rows, columns, bits, frames, bytes, sha256, institution, received)
        VALUES (@instance, @study, @series, @class, @syntax, @number, @rows, @columns, @bits, @frames, @bytes, @sha256, @institution, @received)
        ON CONFLICT DO NOTHING
        """,
        ("@instance", record.Identity.SopInstanceUid), ("@study", record.Identity.StudyInstanceUid), ("@series", record.Identity.SeriesInstanceUid),
        ("@class", record.Identity.SopClassUid), ("@syntax", record.TransferSyntaxUid), ("@number", record.Image.Number), ("@rows", record.Image.Rows),
        ("@columns", record.Image.Columns), ("@bits", record.Image.BitsAllocated), ("@frames", record.Image.Frames), ("@bytes", record.Bytes),
        ("@sha256", record.Provenance.Sha256), ("@institution", record.Provenance.InstitutionId), ("@received", At(record))) == 1;

    /// <summary>The object received first says whose study it is; later ones add what was missing.</summary>
    private void AddStudy(InstanceRecord record, SqliteTransaction transaction) => Run(transaction, """
        INSERT INTO studies (study, institution, received, changed, patient_id, issuer, patient_name, name_key, birth_date, sex, study_date, study_time,
          accession, study_id, description, referrer)
        VALUES (@study, @institution, @received, @received, @patient, @issuer, @name, @key, @birth, @sex, @date, @time, @accession, @id, @description, @referrer)
        ON CONFLICT DO UPDATE SET changed = max(changed, excluded.changed),
          institution = CASE WHEN excluded.received < received THEN excluded.institution ELSE institution END,
          received = min(received, excluded.received), description = coalesce(description, excluded.description),
          accession = coalesce(accession, excluded.accession), referrer = coalesce(referrer, excluded.referrer)
        """,
        ("@study", record.Identity.StudyInstanceUid), ("@institution", record.Provenance.InstitutionId), ("@received", At(record)),
        ("@patient", record.Patient.Id), ("@issuer", record.Patient.Issuer), ("@name", record.Patient.Name), ("@key", NameKey.Of(record.Patient.Name)),
        ("@birth", record.Patient.BirthDate), ("@sex", record.Patient.Sex), ("@date", record.Study.Date), ("@time", record.Study.Time),
        ("@accession", record.Study.Accession), ("@id", record.Study.Id), ("@description", record.Study.Description), ("@referrer", record.Study.Referrer));

    private void AddSeries(InstanceRecord record, SqliteTransaction transaction) => Run(transaction, """
        INSERT INTO series (study, series, modality, number, description, body_part, start_date, start_time)
        VALUES (@study, @series, @modality, @number, @description, @part, @date, @time) ON CONFLICT DO NOTHING
        """,
        ("@study", record.Identity.StudyInstanceUid), ("@series", record.Identity.SeriesInstanceUid), ("@modality", record.Series.Modality),
        ("@number", record.Series.Number), ("@description", record.Series.Description), ("@part", record.Series.BodyPart),
        ("@date", record.Series.StartDate), ("@time", record.Series.StartTime));

    private void Count(string study, SqliteTransaction transaction) => Run(transaction, """
        UPDATE studies SET
          (series_count, instance_count) = (SELECT count(*), sum(instance_count) FROM series s WHERE s.study = @study),
          modalities = (SELECT coalesce(group_concat(modality, '\'), '') FROM (SELECT DISTINCT modality FROM series s WHERE s.study = @study ORDER BY modality))
        WHERE study = @study
        """, ("@study", study));

    private static string At(InstanceRecord record) =>
        record.Provenance.ReceivedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private int Run(SqliteTransaction transaction, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        // Prepared once: parsing would cost more than running.
        if (!statements.TryGetValue(sql, out var command))
        {
            command = db.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, _) in values) command.Parameters.AddWithValue(name, DBNull.Value);
            statements.Add(sql, command);
        }
        command.Transaction = transaction;
        for (int i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i].Value ?? DBNull.Value;
        return command.ExecuteNonQuery();
    }
}
