using System.Collections.Frozen;
using Telemed.Dicom.Core;
using static Telemed.Dicom.Encoding.Deidentification.ProfileAction;

namespace Telemed.Dicom.Encoding.Deidentification;

/// <summary>Which attribute meets which action: PS3.15 Table E.1-1, the Basic Profile column, by attribute or by what follows from its representation.</summary>
/// <remarks>Stricter than the table where that is simpler: every person's name is emptied, every private attribute, curve and overlay is taken out, and every date and
/// identifier that the table does not name is shifted or mapped too.</remarks>
public static class ConfidentialityProfile
{
    private static readonly FrozenDictionary<uint, ProfileAction> Named = new Dictionary<ProfileAction, uint[]>
    {
        [Dummy] = [0x0010_0010, 0x0010_0020, 0x0040_A123],
        [Empty] =
        [
            0x0008_0050, 0x0008_0090, 0x0010_0030, 0x0010_0040, 0x0020_0010, 0x0018_0010, 0x0040_2016, 0x0040_2017, 0x0070_0084, 0x0040_A075, 0x0018_1078, 0x0018_1079,
            0x0040_0513, 0x0040_0551, 0x0040_0562,
        ],
        [Remove] =
        [
            0x0000_1000, 0x0008_0015, 0x0008_0024, 0x0008_0025, 0x0008_0034, 0x0008_0035, 0x0008_0054, 0x0008_0055, 0x0008_0080, 0x0008_0081, 0x0008_0082, 0x0008_0092,
            0x0008_0094, 0x0008_0096, 0x0008_009C, 0x0008_009D, 0x0008_0201, 0x0008_1010, 0x0008_1040, 0x0008_1041, 0x0008_1048, 0x0008_1049, 0x0008_1050, 0x0008_1052,
            0x0008_1060, 0x0008_1062, 0x0008_1070, 0x0008_1072, 0x0008_1080, 0x0008_1084, 0x0008_1110, 0x0008_1111, 0x0008_1120, 0x0008_2111, 0x0008_4000,
            0x0010_0021, 0x0010_0024, 0x0010_0032, 0x0010_0050, 0x0010_0101, 0x0010_0102, 0x0010_1000, 0x0010_1001, 0x0010_1002, 0x0010_1005, 0x0010_1010, 0x0010_1020,
            0x0010_1030, 0x0010_1040, 0x0010_1050, 0x0010_1060, 0x0010_1080, 0x0010_1081, 0x0010_1090, 0x0010_1100, 0x0010_2000, 0x0010_2110, 0x0010_2150, 0x0010_2152,
            0x0010_2154, 0x0010_2155, 0x0010_2160, 0x0010_2180, 0x0010_21A0, 0x0010_21B0, 0x0010_21C0, 0x0010_21D0, 0x0010_21F0, 0x0010_2203, 0x0010_2297, 0x0010_2299, 0x0010_4000,
            0x0012_0051, 0x0012_0071, 0x0012_0072, 0x0018_1000, 0x0018_1002, 0x0018_1004, 0x0018_1005, 0x0018_1007, 0x0018_1008, 0x0018_1400, 0x0018_4000, 0x0018_700A,
            0x0018_9424, 0x0018_A003, 0x0020_3401, 0x0020_3404, 0x0020_3406, 0x0020_4000, 0x0028_4000, 0x0032_0012, 0x0032_1020, 0x0032_1021, 0x0032_1030, 0x0032_1032,
            0x0032_1033, 0x0032_1060, 0x0032_1066, 0x0032_1067, 0x0032_1070, 0x0032_4000, 0x0038_0004, 0x0038_0010, 0x0038_0011, 0x0038_0014, 0x0038_001E, 0x0038_0040,
            0x0038_0050, 0x0038_0060, 0x0038_0061, 0x0038_0062, 0x0038_0064, 0x0038_0300, 0x0038_0400, 0x0038_0500, 0x0038_4000, 0x0040_0001, 0x0040_0006, 0x0040_0007,
            0x0040_0009, 0x0040_000B, 0x0040_0010, 0x0040_0011, 0x0040_0012, 0x0040_0241, 0x0040_0242, 0x0040_0243, 0x0040_0248, 0x0040_0253, 0x0040_0254, 0x0040_0275,
            0x0040_0280, 0x0040_0310, 0x0040_050A, 0x0040_051A, 0x0040_0555, 0x0040_0600, 0x0040_1001, 0x0040_1002, 0x0040_1004, 0x0040_1005, 0x0040_100A, 0x0040_1010, 0x0040_1011, 0x0040_1101,
            0x0040_1102, 0x0040_1103, 0x0040_1104, 0x0040_1400, 0x0040_2001, 0x0040_2008, 0x0040_2009, 0x0040_2010, 0x0040_2400, 0x0040_3001, 0x0040_4005, 0x0040_4025, 0x0040_4027, 0x0040_4030,
            0x0040_4034, 0x0040_4035, 0x0040_4036, 0x0040_4037, 0x0040_A027, 0x0040_A078, 0x0040_A07A, 0x0040_A07C, 0x0040_A730, 0x0070_0001, 0x0070_0086, 0x0088_0140, 0x0088_0200,
            0x0088_0904, 0x0088_0906, 0x0088_0910, 0x0088_0912, 0x0400_0100, 0x0400_0402, 0x0400_0403, 0x0400_0404, 0x0400_0550, 0x0400_0561, 0x0400_0600, 0x2030_0020,
            0x300A_0013, 0x300E_0008, 0x4000_0010, 0x4000_4000, 0x4008_0042, 0x4008_0102, 0x4008_010A, 0x4008_010B, 0x4008_010C, 0x4008_0111, 0x4008_0114, 0x4008_0115,
            0x4008_0118, 0x4008_0119, 0x4008_011A, 0x4008_0202, 0x4008_0300, 0x4008_4000, 0xFFFA_FFFA, 0xFFFC_FFFC,
        ],
    }.SelectMany(group => group.Value.Distinct().Select(tag => (tag, group.Key))).ToFrozenDictionary(pair => pair.tag, pair => pair.Key);

    private static readonly FrozenSet<uint> Characteristics = new uint[] { 0x0010_0040, 0x0010_1010, 0x0010_1020, 0x0010_1030, 0x0010_2160, 0x0010_21A0, 0x0010_21C0 }.ToFrozenSet();
    private static readonly FrozenSet<uint> Devices = new uint[] { 0x0008_1010, 0x0018_1000, 0x0018_1002, 0x0018_700A, 0x0018_1005, 0x0018_1007 }.ToFrozenSet();
    private static readonly FrozenSet<uint> Descriptions = new uint[] { 0x0008_1030, 0x0008_103E, 0x0018_1030, 0x0018_0010, 0x0040_0254, 0x0032_1060, 0x0018_1400 }.ToFrozenSet();

    /// <summary>What happens to an attribute, wherever it stands.</summary>
    public static ProfileAction ActionFor(Tag tag, Vr vr, DeidentificationOptions options)
    {
        if (tag.IsPrivate || (tag.Group & 0xFF00) is 0x5000 && tag.Group != 0x5400 || (tag.Group & 0xFF01) == 0x6000) return Remove;
        if (options.RetainPatientCharacteristics && Characteristics.Contains(tag.Value) || options.RetainDeviceIdentity && Devices.Contains(tag.Value)) return Keep;
        if (Descriptions.Contains(tag.Value)) return options.RetainDescriptions ? Keep : Remove;
        if (Named.TryGetValue(tag.Value, out var action) && vr is not (Vr.DA or Vr.DT)) return action;
        return vr switch
        {
            Vr.PN => Empty,
            Vr.DA or Vr.DT => tag == Tags.PatientBirthDate || !options.ShiftDates ? Empty : ShiftDate,
            Vr.TM => options.ShiftDates ? Keep : Empty,
            Vr.UI => UidAction(tag),
            Vr.UN or Vr.UT or Vr.LT or Vr.ST or Vr.UR => Remove,   // free text and what nobody can read
            _ => Keep,
        };
    }

    /// <summary>Classes, syntaxes and well-known identifiers name no object.</summary>
    private static ProfileAction UidAction(Tag tag) => tag.Value is 0x0008_0016 or 0x0008_001A or 0x0008_0062 or 0x0008_1150 or 0x0008_010C or 0x0008_010D or 0x0008_3002 or 0x0088_0140
        or 0x0008_0117 or 0x0008_0118 or 0x0020_9164 or 0x0040_DB0C or 0x0040_DB0D ? Keep : NewUid;
}
