using Telemed.Imaging.Querying;

namespace Telemed.Imaging.Indexing;

/// <summary>The tables of <c>imaging.db</c>, computed from <see cref="IndexedAttributes"/>.</summary>
internal static class IndexSchema
{
    /// <summary>Raised with every change of tables or meaning: the file is then made anew from the objects.</summary>
    public const int Format = 3;

    /// <summary>Studies: who owns them, when they came, and which object speaks for them.</summary>
    public static string Create { get; } = $"""
        BEGIN;
        CREATE TABLE studies (study TEXT PRIMARY KEY, institution TEXT, received TEXT NOT NULL, changed TEXT NOT NULL, first TEXT NOT NULL, sent_issuer TEXT,
          issuer TEXT, modalities TEXT, classes TEXT, series_count INTEGER NOT NULL DEFAULT 0, instance_count INTEGER NOT NULL DEFAULT 0,
          {Columns(QueryLevel.Study)}) STRICT, WITHOUT ROWID;
        CREATE INDEX studies_order ON studies (institution, study_date DESC, study_time DESC, study);
        CREATE INDEX studies_owner ON studies (institution, received DESC, study DESC);
        CREATE INDEX studies_patient ON studies (patient_id, issuer);
        CREATE INDEX studies_accession ON studies (accession);
        CREATE INDEX studies_id ON studies (study_id);
        CREATE TABLE study_names (form INTEGER NOT NULL, key TEXT NOT NULL, study TEXT NOT NULL, PRIMARY KEY (form, key, study)) STRICT, WITHOUT ROWID;
        CREATE TABLE owners (institution TEXT PRIMARY KEY, studies INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TRIGGER owners_new AFTER INSERT ON studies WHEN new.institution IS NOT NULL BEGIN
          INSERT INTO owners VALUES (new.institution, 1) ON CONFLICT DO UPDATE SET studies = studies + 1;
        END;
        CREATE TRIGGER owners_gone AFTER DELETE ON studies BEGIN UPDATE owners SET studies = studies - 1 WHERE institution = old.institution; END;
        CREATE TRIGGER owners_moved AFTER UPDATE OF institution ON studies WHEN new.institution IS NOT old.institution AND new.institution IS NOT NULL BEGIN
          UPDATE owners SET studies = studies - 1 WHERE institution = old.institution;
          INSERT INTO owners VALUES (new.institution, 1) ON CONFLICT DO UPDATE SET studies = studies + 1;
        END;
        CREATE TABLE series (study TEXT NOT NULL, series TEXT NOT NULL, received TEXT NOT NULL, first TEXT NOT NULL, instance_count INTEGER NOT NULL DEFAULT 0,
          {Columns(QueryLevel.Series)}, PRIMARY KEY (study, series)) STRICT, WITHOUT ROWID;
        CREATE INDEX series_uid ON series (series);
        CREATE TABLE instances (instance TEXT PRIMARY KEY, study TEXT NOT NULL, series TEXT NOT NULL, class TEXT NOT NULL, syntax TEXT NOT NULL,
          bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, institution TEXT, received TEXT NOT NULL, {Columns(QueryLevel.Instance)}) STRICT, WITHOUT ROWID;
        CREATE INDEX instances_series ON instances (study, series, number, instance);
        CREATE TABLE changes (seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, study TEXT NOT NULL, series TEXT NOT NULL, instance TEXT NOT NULL, class TEXT NOT NULL,
          institution TEXT) STRICT;
        CREATE INDEX changes_owner ON changes (institution, seq);
        CREATE INDEX changes_study ON changes (study, seq);
        CREATE TABLE feed (id TEXT NOT NULL) STRICT;
        INSERT INTO feed VALUES (lower(hex(randomblob(8))));
        PRAGMA user_version = {Format};
        COMMIT;
        """;

    private static string Columns(QueryLevel table) => string.Join(", ", IndexedAttributes.OfObject(table).SelectMany(Columns));

    private static IEnumerable<string> Columns(IndexedAttribute attribute)
    {
        yield return attribute.Column + (attribute.Kind == MatchKind.Number ? " INTEGER" : " TEXT");
        if (attribute.Kind == MatchKind.Name) yield return attribute.Column + "_key TEXT";
    }
}
