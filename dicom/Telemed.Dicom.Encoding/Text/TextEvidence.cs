namespace Telemed.Dicom.Encoding;

/// <summary>Why a text was read in the character set it was read in.</summary>
public enum TextEvidence
{
    /// <summary>Only characters of the default repertoire; every set agrees.</summary>
    Ascii,
    /// <summary>As Specific Character Set (0008,0005) says.</summary>
    Declared,
    /// <summary>Nothing usable was declared and the bytes are valid UTF-8.</summary>
    DetectedUtf8,
    /// <summary>Nothing usable was declared and the bytes are valid GB 18030, of which GBK and GB 2312 are parts.</summary>
    DetectedChinese,
    /// <summary>ISO_IR 100 was declared, but every byte beyond ASCII belongs to a pair of a common Chinese character.</summary>
    ChineseDespiteDeclaration,
    /// <summary>Nothing fits; every byte is shown as the Latin-1 character of its number.</summary>
    Unknown,
}
