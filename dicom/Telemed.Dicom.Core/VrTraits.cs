namespace Telemed.Dicom.Core;

/// <summary>What follows from a value representation (PS3.5 §6.2 and §7.1.2).</summary>
public static class VrTraits
{
    /// <summary>True for one of the representations of PS3.5 §6.2.</summary>
    public static bool IsKnown(this Vr vr) => vr switch
    {
        Vr.AE or Vr.AS or Vr.AT or Vr.CS or Vr.DA or Vr.DS or Vr.DT or Vr.FD or Vr.FL or Vr.IS or Vr.LO or Vr.LT or Vr.OB or Vr.OD
            or Vr.OF or Vr.OL or Vr.OV or Vr.OW or Vr.PN or Vr.SH or Vr.SL or Vr.SQ or Vr.SS or Vr.ST or Vr.SV or Vr.TM or Vr.UC
            or Vr.UI or Vr.UL or Vr.UN or Vr.UR or Vr.US or Vr.UT or Vr.UV => true,
        _ => false,
    };

    /// <summary>True when explicit VR gives the length two bytes; every other known or future representation has two reserved bytes and four of length.</summary>
    public static bool HasShortLength(this Vr vr) => vr is Vr.AE or Vr.AS or Vr.AT or Vr.CS or Vr.DA or Vr.DS or Vr.DT or Vr.FD or Vr.FL
        or Vr.IS or Vr.LO or Vr.LT or Vr.PN or Vr.SH or Vr.SL or Vr.SS or Vr.ST or Vr.TM or Vr.UI or Vr.UL or Vr.US;

    /// <summary>Bytes that change places between the byte orders: 1, 2, 4 or 8 (PS3.5 §7.3). Attribute tags are two words of 2.</summary>
    public static int WordBytes(this Vr vr) => vr switch
    {
        Vr.AT or Vr.OW or Vr.SS or Vr.US => 2,
        Vr.FL or Vr.OF or Vr.OL or Vr.SL or Vr.UL => 4,
        Vr.FD or Vr.OD or Vr.OV or Vr.SV or Vr.UV => 8,
        _ => 1,
    };

    /// <summary>True when Specific Character Set (0008,0005) governs the value (PS3.5 §6.1.2.3).</summary>
    public static bool UsesCharacterSet(this Vr vr) => vr is Vr.LO or Vr.LT or Vr.PN or Vr.SH or Vr.ST or Vr.UC or Vr.UT;

    /// <summary>True when the value is characters, of the default repertoire or of another set.</summary>
    public static bool IsText(this Vr vr) => vr.UsesCharacterSet()
        || vr is Vr.AE or Vr.AS or Vr.CS or Vr.DA or Vr.DS or Vr.DT or Vr.IS or Vr.TM or Vr.UI or Vr.UR;

    /// <summary>True for one text that may itself hold a backslash (PS3.5 §6.2).</summary>
    public static bool IsSingleText(this Vr vr) => vr is Vr.LT or Vr.ST or Vr.UT or Vr.UR;

    /// <summary>True for values that DICOM JSON carries inline as base64 or by reference (PS3.18 §F.2.3).</summary>
    public static bool IsBinary(this Vr vr) => vr is Vr.OB or Vr.OD or Vr.OF or Vr.OL or Vr.OV or Vr.OW or Vr.UN;

    /// <summary>The byte that makes the length even: null for identifiers and binary, space for text (PS3.5 §6.2).</summary>
    public static byte PaddingByte(this Vr vr) => vr.IsText() && vr != Vr.UI ? (byte)' ' : (byte)0;

    /// <summary>The two letters.</summary>
    public static string Letters(this Vr vr) => new([(char)((ushort)vr >> 8), (char)((ushort)vr & 0xFF)]);
}
