using System.Globalization;
using Microsoft.Data.Sqlite;
using Telemed.Imaging.Indexing.Names;
using Telemed.Imaging.Querying;

namespace Telemed.Imaging.Indexing;

/// <summary>Puts objects into the index, many in one transaction.</summary>
internal sealed class IndexWriter(ImagingIndex index) : IDisposable
{
    private static readonly string InsertStudy = Upsert("studies", "study", ["study", "institution", "received", "changed", "first", "sent_issuer", "issuer"], QueryLevel.Study,
        "institution = CASE WHEN excluded.received < received THEN excluded.institution ELSE institution END, changed = max(changed, excluded.changed), "
        + "first = CASE WHEN excluded.received < received THEN excluded.first ELSE first END, sent_issuer = coalesce(sent_issuer, excluded.sent_issuer)");

    private static readonly string InsertSeries = Upsert("series", "study, series", ["study", "series", "received", "first"], QueryLevel.Series,
        "first = CASE WHEN excluded.received < received THEN excluded.first ELSE first END");

    private static readonly string InsertInstance = Insert("instances",
        ["instance", "study", "series", "class", "syntax", "bytes", "content", "institution", "received"], QueryLevel.Instance) + " ON CONFLICT DO NOTHING";

    private static readonly int NameColumn = IndexedAttributes.OfObject(QueryLevel.Study).ToList().FindIndex(attribute => attribute.Kind == MatchKind.PatientName);

    private readonly SqliteConnection db = index.Writer;
    private readonly Dictionary<string, SqliteCommand> statements = [];
    private SqliteTransaction? transaction;

    public void Dispose()
    {
        foreach (var command in statements.Values) command.Dispose();
    }

    /// <summary>Adds those that are not there; all or, when it throws, none.</summary>
    public void Add(IReadOnlyList<InstanceRecord> records)
    {
        using var scope = transaction = db.BeginTransaction();
        var studies = new Dictionary<string, InstanceRecord>(StringComparer.Ordinal);
        var series = new Dictionary<(string Study, string Series), InstanceRecord>();
        foreach (var record in records)
        {
            if (!AddInstance(record)) continue;
            // Hundreds of slices say the same of their study and series; one of them is enough.
            var (study, one) = (record.Identity.StudyInstanceUid, (record.Identity.StudyInstanceUid, record.Identity.SeriesInstanceUid));
            if (!studies.TryGetValue(study, out var said) || Says(record, said, r => r.Study)) AddStudy(studies[study] = record);
            if (!series.TryGetValue(one, out said) || Says(record, said, r => r.Series)) AddSeries(series[one] = record);
        }
        foreach (var (study, one) in series.Keys)
            Run("UPDATE series SET instance_count = (SELECT count(*) FROM instances i WHERE i.study = ?1 AND i.series = ?2) WHERE study = ?1 AND series = ?2", study, one);
        foreach (var (study, last) in studies) Count(study, At(last));
        transaction.Commit();
        index.Changed();
    }

    private static bool Says(InstanceRecord record, InstanceRecord said, Func<InstanceRecord, object?[]> values) =>
        record.Provenance.ReceivedAt < said.Provenance.ReceivedAt || !values(record).AsSpan().SequenceEqual(values(said));

    private bool AddInstance(InstanceRecord record)
    {
        var identity = record.Identity;
        bool isNew = Run(InsertInstance, [identity.SopInstanceUid, identity.StudyInstanceUid, identity.SeriesInstanceUid, identity.SopClassUid, record.TransferSyntaxUid,
            record.Bytes, record.Provenance.Content, record.Provenance.InstitutionId, At(record), .. Cells(QueryLevel.Instance, record.Instance)]) == 1;
        if (isNew)
            Run("INSERT INTO changes (at, study, series, instance, class, institution) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                At(record), identity.StudyInstanceUid, identity.SeriesInstanceUid, identity.SopInstanceUid, identity.SopClassUid, record.Provenance.InstitutionId);
        return isNew;
    }

    /// <summary>The object received first says whose study it is and what is in it; later ones add what was missing.</summary>
    private void AddStudy(InstanceRecord record)
    {
        string study = record.Identity.StudyInstanceUid, at = At(record);
        Run(InsertStudy, [study, record.Provenance.InstitutionId, at, at, record.Identity.SopInstanceUid, record.SentIssuer,
            record.Provenance.PatientIdIssuer ?? record.SentIssuer ?? record.Provenance.InstitutionId, .. Cells(QueryLevel.Study, record.Study)]);
        if (record.Study[NameColumn] is not string name) return;
        if (Run("INSERT OR IGNORE INTO names (name) VALUES (?1)", name) == 1) AddName(name);
        Run("""
            INSERT OR IGNORE INTO name_studies (name, institution, day, time, study)
            SELECT n.id, coalesce(s.institution, ''), coalesce(s.study_date, ''), coalesce(s.study_time, ''), s.study FROM studies s CROSS JOIN names n WHERE s.study = ?1 AND n.name = ?2
            """, study, name);
    }

    private void AddName(string name)
    {
        var entries = PersonNames.Entries(name);
        foreach (var entry in entries)
            Run("INSERT OR IGNORE INTO name_keys (form, key, name) SELECT ?1, ?2, id FROM names WHERE name = ?3", (long)entry.Form, entry.Key, name);
        Run("INSERT INTO name_grams (rowid, grams) SELECT id, ?1 FROM names WHERE name = ?2", NameGrams.Of(entries.Where(entry => entry.Form == NameForm.Exact).Select(entry => entry.Key)), name);
    }

    private void AddSeries(InstanceRecord record) => Run(InsertSeries,
        [record.Identity.StudyInstanceUid, record.Identity.SeriesInstanceUid, At(record), record.Identity.SopInstanceUid, .. Cells(QueryLevel.Series, record.Series)]);

    private void Count(string study, string changed) => Run("""
        UPDATE studies SET changed = max(changed, ?2),
          (series_count, instance_count) = (SELECT count(*), sum(instance_count) FROM series s WHERE s.study = ?1),
          modalities = (SELECT '\' || group_concat(modality, '\') || '\' FROM (SELECT DISTINCT modality FROM series s WHERE s.study = ?1 AND modality IS NOT NULL ORDER BY modality)),
          classes = (SELECT '\' || group_concat(class, '\') || '\' FROM (SELECT DISTINCT class FROM instances i WHERE i.study = ?1 ORDER BY class))
        WHERE study = ?1
        """, study, changed);

    private static IEnumerable<object?> Cells(QueryLevel table, object?[] values)
    {
        var attributes = IndexedAttributes.OfObject(table);
        for (int i = 0; i < values.Length; i++)
        {
            yield return values[i];
            if (attributes[i].Kind == MatchKind.Name) yield return AttributeValues.NameKey(values[i]);
        }
    }

    private static string At(InstanceRecord record) => record.Provenance.ReceivedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private static IEnumerable<string> ColumnsOf(QueryLevel table) => IndexedAttributes.OfObject(table)
        .SelectMany(IEnumerable<string> (attribute) => attribute.Kind == MatchKind.Name ? [attribute.Column, attribute.Column + "_key"] : [attribute.Column]);

    private static string Insert(string table, string[] fixedColumns, QueryLevel level)
    {
        string[] columns = [.. fixedColumns, .. ColumnsOf(level)];
        var values = Enumerable.Range(1, columns.Length).Select(n => string.Create(CultureInfo.InvariantCulture, $"?{n}"));
        return $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", values)})";
    }

    private static string Upsert(string table, string key, string[] fixedColumns, QueryLevel level, string fixedUpdates)
    {
        IEnumerable<string> columns = fixedColumns.Contains("issuer") ? ["issuer", .. ColumnsOf(level)] : ColumnsOf(level);
        var updates = columns.Select(column => $"{column} = CASE WHEN excluded.received < received THEN coalesce(excluded.{column}, {column}) ELSE coalesce({column}, excluded.{column}) END");
        return $"{Insert(table, fixedColumns, level)} ON CONFLICT ({key}) DO UPDATE SET {fixedUpdates}, {string.Join(", ", updates)}, received = min(received, excluded.received)";
    }

    private int Run(string sql, params IReadOnlyList<object?> values)
    {
        // Prepared once: parsing would cost more than running.
        if (!statements.TryGetValue(sql, out var command))
        {
            command = db.CreateCommand();
            command.CommandText = sql;
            for (int i = 1; i <= values.Count; i++) command.Parameters.Add(new SqliteParameter { ParameterName = string.Create(CultureInfo.InvariantCulture, $"?{i}") });
            statements.Add(sql, command);
        }
        command.Transaction = transaction;
        for (int i = 0; i < values.Count; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command.ExecuteNonQuery();
    }
}
