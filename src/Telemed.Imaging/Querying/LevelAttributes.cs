using System.Collections.Frozen;
using Telemed.Dicom.Core;

namespace Telemed.Imaging.Querying;

/// <summary>Which attributes speak for a whole patient, study or series, and not for one instance (PS3.3 §C.7.1 to §C.7.3 and §C.7.5).</summary>
internal static class LevelAttributes
{
    private static readonly FrozenSet<uint> OfStudy = new uint[]
    {
        0x0008_0020, 0x0008_0030, 0x0008_0050, 0x0008_0051, 0x0008_0080, 0x0008_0081, 0x0008_0090, 0x0008_0092, 0x0008_0094, 0x0008_0096, 0x0008_009C, 0x0008_0201,
        0x0008_1030, 0x0008_1032, 0x0008_1048, 0x0008_1049, 0x0008_1060, 0x0008_1062, 0x0008_1080, 0x0008_1084, 0x0008_1110, 0x0020_000D, 0x0020_0010,
        0x0032_1033, 0x0032_1034, 0x0032_1060, 0x0032_1064, 0x0038_0010, 0x0038_0014, 0x0038_0060, 0x0038_0062, 0x0038_0064, 0x0038_0500, 0x0040_1012,
    }.ToFrozenSet();

    private static readonly FrozenSet<uint> OfSeries = new uint[]
    {
        0x0008_0021, 0x0008_0031, 0x0008_0060, 0x0008_0064, 0x0008_0070, 0x0008_0080, 0x0008_0081, 0x0008_1010, 0x0008_103E, 0x0008_103F, 0x0008_1040, 0x0008_1050,
        0x0008_1052, 0x0008_1070, 0x0008_1072, 0x0008_1090, 0x0008_1111, 0x0018_0015, 0x0018_1000, 0x0018_1016, 0x0018_1020, 0x0018_1030, 0x0018_1050, 0x0018_1200,
        0x0018_1201, 0x0018_5100, 0x0020_000E, 0x0020_0011, 0x0020_0052, 0x0020_0060, 0x0020_1040, 0x0028_0108, 0x0028_0109, 0x0040_0244, 0x0040_0245, 0x0040_0250,
        0x0040_0251, 0x0040_0253, 0x0040_0254, 0x0040_0260, 0x0040_0275, 0x0040_0280,
    }.ToFrozenSet();

    /// <summary>An instance has everything but its pixels and what the file format adds.</summary>
    public static bool Belongs(Tag tag, QueryLevel level) => level switch
    {
        QueryLevel.Patient => tag.Group == 0x0010 && !tag.IsGroupLength && tag.Element is not (0x1010 or 0x1020 or 0x1030 or 0x2180 or 0x21B0),
        QueryLevel.Study => tag.Group == 0x0010 && !tag.IsGroupLength || OfStudy.Contains(tag.Value),
        QueryLevel.Series => OfSeries.Contains(tag.Value),
        _ => tag.Group is > 2 and < 0x7FE0 && !tag.IsGroupLength && tag != Tags.SpecificCharacterSet,
    };
}
