using System.Collections.Frozen;
using Telemed.Dicom.Core;
using Telemed.Imaging.Querying;
using static Telemed.Imaging.Querying.MatchKind;
using static Telemed.Imaging.Querying.QueryLevel;

namespace Telemed.Imaging.Indexing;

/// <summary>What can be asked for quickly: the keys that QIDO-RS and Query/Retrieve require, and the optional ones in common use
/// (PS3.18 §10.6.1.2, PS3.4 §C.6). The tables of the index, what is read from an object and what a query may match all follow from this list.</summary>
internal static class IndexedAttributes
{
    /// <summary>Everything; within a table in the order of its columns.</summary>
    public static IReadOnlyList<IndexedAttribute> All { get; } =
    [
        Kept(Study, "study", MatchKind.Uid, 0x0020_000D, true, AttributeSource.Index),
        Kept(Study, "study_date", Date, 0x0008_0020, true),
        Kept(Study, "study_time", Time, 0x0008_0030, true),
        Kept(Study, "accession", Text, 0x0008_0050, true),
        Kept(Study, "modalities", List, 0x0008_0061, true, AttributeSource.Index),
        Kept(Study, "referrer", Name, 0x0008_0090, true),
        Kept(Study, "timezone", Text, 0x0008_0201, true),
        Kept(Patient, "patient_name", PatientName, 0x0010_0010, true),
        Kept(Patient, "patient_id", Text, 0x0010_0020, true),
        Kept(Patient, "issuer", Text, 0x0010_0021, true, AttributeSource.Index),
        Kept(Patient, "birth_date", Date, 0x0010_0030, true),
        Kept(Patient, "sex", Text, 0x0010_0040, true),
        Kept(Study, "study_id", Text, 0x0020_0010, true),
        Kept(Study, "description", Text, 0x0008_1030, true),
        Kept(Study, "series_count", Number, 0x0020_1206, true, AttributeSource.Index),
        Kept(Study, "instance_count", Number, 0x0020_1208, true, AttributeSource.Index),
        Kept(Study, "classes", List, 0x0008_0062, false, AttributeSource.Index),
        Kept(Patient, "birth_time", Time, 0x0010_0032, false),
        Kept(Patient, "other_ids", List, 0x0010_1000, false),
        Kept(Study, "readers", Name, 0x0008_1060, false),
        Kept(Study, "institution_name", Text, 0x0008_0080, false),
        Kept(Study, "admitting", List, 0x0008_1080, false),
        Kept(Study, "procedure_code", List, 0x0008_1032, 0x0008_0100),
        Kept(Study, "procedure_scheme", List, 0x0008_1032, 0x0008_0102),
        Kept(Study, "accession_issuer", List, 0x0008_0051, 0x0040_0031),

        Kept(Series, "series", MatchKind.Uid, 0x0020_000E, true, AttributeSource.Index),
        Kept(Series, "modality", Text, 0x0008_0060, true),
        Kept(Series, "number", Number, 0x0020_0011, true),
        Kept(Series, "description", Text, 0x0008_103E, true),
        Kept(Series, "body_part", Text, 0x0018_0015, true),
        Kept(Series, "start_date", Date, 0x0040_0244, true),
        Kept(Series, "start_time", Time, 0x0040_0245, true),
        Kept(Series, "instance_count", Number, 0x0020_1209, true, AttributeSource.Index),
        Kept(Series, "step_id", List, 0x0040_0275, 0x0040_0009, true),
        Kept(Series, "procedure_id", List, 0x0040_0275, 0x0040_1001, true),
        Kept(Series, "series_date", Date, 0x0008_0021, false),
        Kept(Series, "series_time", Time, 0x0008_0031, false),
        Kept(Series, "laterality", Text, 0x0020_0060, false),
        Kept(Series, "protocol", Text, 0x0018_1030, false),
        Kept(Series, "performer", Name, 0x0008_1050, false),
        Kept(Series, "operators", Name, 0x0008_1070, false),
        Kept(Series, "manufacturer", Text, 0x0008_0070, false),
        Kept(Series, "model", Text, 0x0008_1090, false),
        Kept(Series, "station", Text, 0x0008_1010, false),
        Kept(Series, "department", Text, 0x0008_1040, false),
        Kept(Series, "performed_step_id", Text, 0x0040_0253, false),

        Kept(Instance, "instance", MatchKind.Uid, 0x0008_0018, true, AttributeSource.Index),
        Kept(Instance, "class", MatchKind.Uid, 0x0008_0016, true, AttributeSource.Index),
        Kept(Instance, "number", Number, 0x0020_0013, true),
        Kept(Instance, "rows", Number, 0x0028_0010, true),
        Kept(Instance, "columns", Number, 0x0028_0011, true),
        Kept(Instance, "bits", Number, 0x0028_0100, true),
        Kept(Instance, "frames", Number, 0x0028_0008, true),
        Kept(Instance, "syntax", MatchKind.Uid, 0x0008_3002, true, AttributeSource.Index),
        Kept(Instance, "content_date", Date, 0x0008_0023, false),
        Kept(Instance, "content_time", Time, 0x0008_0033, false),
        Kept(Instance, "acquisition_date", Date, 0x0008_0022, false),
        Kept(Instance, "acquisition_time", Time, 0x0008_0032, false),
        Kept(Instance, "acquisition", Number, 0x0020_0012, false),
        Kept(Instance, "image_type", List, 0x0008_0008, false),
        Kept(Instance, "title_code", List, 0x0040_A043, 0x0008_0100),
        Kept(Instance, "title", List, 0x0040_A043, 0x0008_0104),
        Kept(Instance, "completion", Text, 0x0040_A491, false),
        Kept(Instance, "verification", Text, 0x0040_A493, false),
    ];

    private static readonly FrozenDictionary<TagPath, IndexedAttribute> ByPath = All.ToFrozenDictionary(attribute => attribute.Path);

    private static readonly FrozenDictionary<QueryLevel, IndexedAttribute[]> ObjectAttributes = new[] { Study, Series, Instance }.ToFrozenDictionary(table => table, table => All
        .Where(attribute => attribute.Source == AttributeSource.Object && (attribute.Level == table || table == Study && attribute.Level == Patient)).ToArray());

    private static readonly FrozenSet<Tag> Tops = All.Select(attribute => attribute.Path.Tag).ToFrozenSet();

    /// <summary>Null for an attribute that has no column.</summary>
    public static IndexedAttribute? Find(TagPath path) => ByPath.GetValueOrDefault(path);

    /// <summary>True when the attribute, or what is inside it, has columns.</summary>
    public static bool Holds(Tag tag) => Tops.Contains(tag);

    /// <summary>Attributes of one table, in the order of its columns, that come from the object.</summary>
    public static IReadOnlyList<IndexedAttribute> OfObject(QueryLevel table) => ObjectAttributes[table];

    private static IndexedAttribute Kept(QueryLevel level, string column, MatchKind kind, uint tag, bool isDefault, AttributeSource source = AttributeSource.Object) =>
        new(level, column, kind, new(Tag.From(tag)), isDefault, source);

    private static IndexedAttribute Kept(QueryLevel level, string column, MatchKind kind, uint sequence, uint inner, bool isDefault = false) =>
        new(level, column, kind, new(Tag.From(sequence), Tag.From(inner)), isDefault);
}
