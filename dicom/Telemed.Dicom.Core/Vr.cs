namespace Telemed.Dicom.Core;

/// <summary>Value representation; the number is its two letters as sent, first letter in the high byte (PS3.5 §6.2).</summary>
public enum Vr : ushort
{
    /// <summary>Application entity.</summary>
    AE = ('A' << 8) | 'E',
    /// <summary>Age string.</summary>
    AS = ('A' << 8) | 'S',
    /// <summary>Attribute tag.</summary>
    AT = ('A' << 8) | 'T',
    /// <summary>Code string.</summary>
    CS = ('C' << 8) | 'S',
    /// <summary>Date.</summary>
    DA = ('D' << 8) | 'A',
    /// <summary>Decimal string.</summary>
    DS = ('D' << 8) | 'S',
    /// <summary>Date and time.</summary>
    DT = ('D' << 8) | 'T',
    /// <summary>64-bit floating point.</summary>
    FD = ('F' << 8) | 'D',
    /// <summary>32-bit floating point.</summary>
    FL = ('F' << 8) | 'L',
    /// <summary>Integer string.</summary>
    IS = ('I' << 8) | 'S',
    /// <summary>Long string.</summary>
    LO = ('L' << 8) | 'O',
    /// <summary>Long text.</summary>
    LT = ('L' << 8) | 'T',
    /// <summary>Bytes.</summary>
    OB = ('O' << 8) | 'B',
    /// <summary>64-bit floating point numbers in bulk.</summary>
    OD = ('O' << 8) | 'D',
    /// <summary>32-bit floating point numbers in bulk.</summary>
    OF = ('O' << 8) | 'F',
    /// <summary>32-bit words in bulk.</summary>
    OL = ('O' << 8) | 'L',
    /// <summary>64-bit words in bulk.</summary>
    OV = ('O' << 8) | 'V',
    /// <summary>16-bit words in bulk.</summary>
    OW = ('O' << 8) | 'W',
    /// <summary>Person name.</summary>
    PN = ('P' << 8) | 'N',
    /// <summary>Short string.</summary>
    SH = ('S' << 8) | 'H',
    /// <summary>Signed 32-bit.</summary>
    SL = ('S' << 8) | 'L',
    /// <summary>Sequence of items.</summary>
    SQ = ('S' << 8) | 'Q',
    /// <summary>Signed 16-bit.</summary>
    SS = ('S' << 8) | 'S',
    /// <summary>Short text.</summary>
    ST = ('S' << 8) | 'T',
    /// <summary>Signed 64-bit.</summary>
    SV = ('S' << 8) | 'V',
    /// <summary>Time.</summary>
    TM = ('T' << 8) | 'M',
    /// <summary>Unlimited characters.</summary>
    UC = ('U' << 8) | 'C',
    /// <summary>Unique identifier.</summary>
    UI = ('U' << 8) | 'I',
    /// <summary>Unsigned 32-bit.</summary>
    UL = ('U' << 8) | 'L',
    /// <summary>Unknown.</summary>
    UN = ('U' << 8) | 'N',
    /// <summary>URI or URL.</summary>
    UR = ('U' << 8) | 'R',
    /// <summary>Unsigned 16-bit.</summary>
    US = ('U' << 8) | 'S',
    /// <summary>Unlimited text.</summary>
    UT = ('U' << 8) | 'T',
    /// <summary>Unsigned 64-bit.</summary>
    UV = ('U' << 8) | 'V',
}
