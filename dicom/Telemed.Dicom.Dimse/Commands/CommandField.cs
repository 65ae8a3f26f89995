namespace Telemed.Dicom.Dimse;

/// <summary>Which message a command set is (PS3.7 Annex E.1). A response is its request with bit 15 set.</summary>
public enum CommandField : ushort
{
    /// <summary>C-STORE-RQ.</summary>
    CStoreRq = 0x0001,

    /// <summary>C-STORE-RSP.</summary>
    CStoreRsp = 0x8001,

    /// <summary>C-ECHO-RQ.</summary>
    CEchoRq = 0x0030,

    /// <summary>C-ECHO-RSP.</summary>
    CEchoRsp = 0x8030,

    /// <summary>C-CANCEL-RQ; it has no response.</summary>
    CCancelRq = 0x0FFF,
}
