namespace Telemed.Dicom.UpperLayer;

/// <summary>First byte of the items inside A-ASSOCIATE PDUs (PS3.8 §9.3.2, §9.3.3 and Annex D; PS3.7 §D.3.3).</summary>
internal enum ItemType : byte
{
    ApplicationContext = 0x10,
    ProposedContext = 0x20,
    AnsweredContext = 0x21,
    AbstractSyntax = 0x30,
    TransferSyntax = 0x40,
    UserInformation = 0x50,
    MaxLength = 0x51,
    ImplementationClassUid = 0x52,
    OperationsWindow = 0x53,
    RoleSelection = 0x54,
    ImplementationVersion = 0x55,
    ExtendedNegotiation = 0x56,
    UserIdentity = 0x58,
    UserIdentityResponse = 0x59,
}
