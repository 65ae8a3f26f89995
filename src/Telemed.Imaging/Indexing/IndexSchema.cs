using Telemed.Imaging.Querying;

namespace Telemed.Imaging.Indexing;

/// <summary>The tables of <c>imaging.db</c>, computed from <see cref="IndexedAttributes"/>.</summary>
internal static class IndexSchema
{
    /// <summary>Raised with every change of tables or meaning: the file is then made anew from the objects.</summary>
    public const int Format = 5;

    /// <summary>Studies: who owns them, when they came, and which object speaks for them.</summary>
    public static string Create { get; } = $"""
        BEGIN;
        CREATE TABLE studies (study TEXT PRIMARY KEY, institution TEXT, received TEXT NOT NULL, changed TEXT NOT NULL, first TEXT NOT NULL, sent_issuer TEXT,
          issuer TEXT, modalities TEXT, classes TEXT, series_count INTEGER NOT NULL DEFAULT 0, instance_count INTEGER NOT NULL DEFAULT 0,
          {Columns(QueryLevel.Study)}) STRICT, WITHOUT ROWID;
        CREATE INDEX studies_owner ON studies (institution, received DESC, study DESC);
        CREATE INDEX studies_patient ON studies (patient_id, issuer);
        CREATE INDEX studies_accession ON studies (accession);
        CREATE INDEX studies_id ON studies (study_id);
        {Places}
        {Names}
        CREATE TABLE series (study TEXT NOT NULL, series TEXT NOT NULL, received TEXT NOT NULL, first TEXT NOT NULL, instance_count INTEGER NOT NULL DEFAULT 0,
          {Columns(QueryLevel.Series)}, PRIMARY KEY (study, series)) STRICT, WITHOUT ROWID;
        CREATE INDEX series_uid ON series (series);
        CREATE TABLE instances (instance TEXT PRIMARY KEY, study TEXT NOT NULL, series TEXT NOT NULL, class TEXT NOT NULL, syntax TEXT NOT NULL,
          bytes INTEGER NOT NULL, content TEXT NOT NULL, institution TEXT, received TEXT NOT NULL, {Columns(QueryLevel.Instance)}) STRICT, WITHOUT ROWID;
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

    /// <summary>Tables that hold what objects say, those first whose rows triggers would otherwise take away one by one.</summary>
    public static IReadOnlyList<string> Filled { get; } = ["study_places", "study_days", "name_studies", "name_keys", "names", "instances", "series", "studies", "changes"];

    /// <summary>Each study of an institution in the order of answers, once under no modality and once under each of its own; and how many of them a day has.
    /// A page is so found in the order in which it is sent, and a total is a sum over days, however many studies there are.</summary>
    private static string Places => $"""
        CREATE TABLE study_places (institution TEXT NOT NULL, modality TEXT NOT NULL, day TEXT NOT NULL, time TEXT NOT NULL, study TEXT NOT NULL,
          PRIMARY KEY (institution, modality, day DESC, time DESC, study)) STRICT, WITHOUT ROWID;
        CREATE TABLE study_days (institution TEXT NOT NULL, modality TEXT NOT NULL, day TEXT NOT NULL, studies INTEGER NOT NULL,
          PRIMARY KEY (institution, modality, day DESC)) STRICT, WITHOUT ROWID;
        CREATE TRIGGER places_new AFTER INSERT ON study_places BEGIN
          INSERT INTO study_days VALUES (new.institution, new.modality, new.day, 1) ON CONFLICT DO UPDATE SET studies = studies + 1;
        END;
        CREATE TRIGGER places_gone AFTER DELETE ON study_places BEGIN
          UPDATE study_days SET studies = studies - 1 WHERE institution = old.institution AND modality = old.modality AND day = old.day;
        END;
        CREATE TRIGGER studies_new AFTER INSERT ON studies WHEN new.institution IS NOT NULL BEGIN {Place("new")} END;
        CREATE TRIGGER studies_gone AFTER DELETE ON studies BEGIN
          {Leave("old")}
          DELETE FROM name_studies WHERE study = old.study;
        END;
        CREATE TRIGGER studies_moved AFTER UPDATE OF institution, study_date, study_time, modalities ON studies
          WHEN new.institution IS NOT old.institution OR new.study_date IS NOT old.study_date OR new.study_time IS NOT old.study_time OR new.modalities IS NOT old.modalities BEGIN
          {Leave("old")}
          {Place("new")}
          UPDATE name_studies SET institution = coalesce(new.institution, ''), day = coalesce(new.study_date, ''), time = coalesce(new.study_time, '') WHERE study = new.study;
        END;
        """;

    /// <summary>Each name once, with the forms in which it is found, the pieces it is found by from its middle, and the studies in which it was sent.</summary>
    private const string Names = """
        CREATE TABLE names (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE name_keys (form INTEGER NOT NULL, key TEXT NOT NULL, name INTEGER NOT NULL, PRIMARY KEY (form, key, name)) STRICT, WITHOUT ROWID;
        CREATE INDEX name_keys_exact ON name_keys (name) WHERE form = 0;
        CREATE VIRTUAL TABLE name_grams USING fts5(grams, content='', detail=none, columnsize=0, tokenize='ascii');
        CREATE TABLE name_studies (name INTEGER NOT NULL, institution TEXT NOT NULL, day TEXT NOT NULL, time TEXT NOT NULL, study TEXT NOT NULL,
          PRIMARY KEY (name, institution, day DESC, time DESC, study)) STRICT, WITHOUT ROWID;
        CREATE INDEX name_studies_study ON name_studies (study);
        """;

    private static string Place(string row) => $"""
        INSERT OR IGNORE INTO study_places SELECT {row}.institution, m.value, coalesce({row}.study_date, ''), coalesce({row}.study_time, ''), {row}.study
          FROM ({Modalities(row)}) m WHERE {row}.institution IS NOT NULL;
        """;

    private static string Leave(string row) => $"""
        DELETE FROM study_places WHERE institution = {row}.institution AND modality IN ({Modalities(row)})
          AND day = coalesce({row}.study_date, '') AND time = coalesce({row}.study_time, '') AND study = {row}.study;
        """;

    /// <summary>None and each one. Values hold no backslash, so two of them in the quoted text are one that stood between values.</summary>
    private static string Modalities(string row) =>
        $"""SELECT '' AS value UNION ALL SELECT value FROM json_each('[' || replace(json_quote(trim({row}.modalities, '\')), '\\', '","') || ']') WHERE value <> ''""";

    private static string Columns(QueryLevel table) => string.Join(", ", IndexedAttributes.OfObject(table).SelectMany(Columns));

    private static IEnumerable<string> Columns(IndexedAttribute attribute)
    {
        yield return attribute.Column + (attribute.Kind == MatchKind.Number ? " INTEGER" : " TEXT");
        if (attribute.Kind == MatchKind.Name) yield return attribute.Column + "_key TEXT";
    }
}
