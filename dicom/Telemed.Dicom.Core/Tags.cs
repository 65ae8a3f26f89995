namespace Telemed.Dicom.Core;

#pragma warning disable CS1591 // the names are the keywords of PS3.6; a sentence each would only repeat them

/// <summary>The elements that the code itself names, by the keyword of PS3.6. Every other element is reached through <see cref="DicomDictionary"/>.</summary>
public static class Tags
{
    public static readonly Tag FileMetaInformationGroupLength = new(0x0002, 0x0000);
    public static readonly Tag FileMetaInformationVersion = new(0x0002, 0x0001);
    public static readonly Tag MediaStorageSopClassUid = new(0x0002, 0x0002);
    public static readonly Tag MediaStorageSopInstanceUid = new(0x0002, 0x0003);
    public static readonly Tag TransferSyntaxUid = new(0x0002, 0x0010);
    public static readonly Tag ImplementationClassUid = new(0x0002, 0x0012);
    public static readonly Tag ImplementationVersionName = new(0x0002, 0x0013);
    public static readonly Tag SourceApplicationEntityTitle = new(0x0002, 0x0016);
    public static readonly Tag PrivateInformationCreatorUid = new(0x0002, 0x0100);
    public static readonly Tag PrivateInformation = new(0x0002, 0x0102);
    public static readonly Tag SpecificCharacterSet = new(0x0008, 0x0005);
    public static readonly Tag SopClassUid = new(0x0008, 0x0016);
    public static readonly Tag SopInstanceUid = new(0x0008, 0x0018);
    public static readonly Tag StudyDate = new(0x0008, 0x0020);
    public static readonly Tag SeriesDate = new(0x0008, 0x0021);
    public static readonly Tag StudyTime = new(0x0008, 0x0030);
    public static readonly Tag AccessionNumber = new(0x0008, 0x0050);
    public static readonly Tag RetrieveAeTitle = new(0x0008, 0x0054);
    public static readonly Tag InstanceAvailability = new(0x0008, 0x0056);
    public static readonly Tag Modality = new(0x0008, 0x0060);
    public static readonly Tag ModalitiesInStudy = new(0x0008, 0x0061);
    public static readonly Tag InstitutionName = new(0x0008, 0x0080);
    public static readonly Tag ReferringPhysicianName = new(0x0008, 0x0090);
    public static readonly Tag TimezoneOffsetFromUtc = new(0x0008, 0x0201);
    public static readonly Tag StudyDescription = new(0x0008, 0x1030);
    public static readonly Tag SeriesDescription = new(0x0008, 0x103E);
    public static readonly Tag RetrieveUrl = new(0x0008, 0x1190);
    public static readonly Tag WarningReason = new(0x0008, 0x1196);
    public static readonly Tag FailureReason = new(0x0008, 0x1197);
    public static readonly Tag FailedSopSequence = new(0x0008, 0x1198);
    public static readonly Tag ReferencedSopSequence = new(0x0008, 0x1199);
    public static readonly Tag ReferencedSopClassUid = new(0x0008, 0x1150);
    public static readonly Tag ReferencedSopInstanceUid = new(0x0008, 0x1155);
    public static readonly Tag QueryRetrieveLevel = new(0x0008, 0x0052);
    public static readonly Tag FailedSopInstanceUidList = new(0x0008, 0x0058);
    public static readonly Tag AvailableTransferSyntaxUid = new(0x0008, 0x3002);
    public static readonly Tag TransactionUid = new(0x0008, 0x1195);
    public static readonly Tag PatientName = new(0x0010, 0x0010);
    public static readonly Tag PatientId = new(0x0010, 0x0020);
    public static readonly Tag IssuerOfPatientId = new(0x0010, 0x0021);
    public static readonly Tag PatientBirthDate = new(0x0010, 0x0030);
    public static readonly Tag PatientSex = new(0x0010, 0x0040);
    public static readonly Tag BodyPartExamined = new(0x0018, 0x0015);
    public static readonly Tag StudyInstanceUid = new(0x0020, 0x000D);
    public static readonly Tag SeriesInstanceUid = new(0x0020, 0x000E);
    public static readonly Tag StudyId = new(0x0020, 0x0010);
    public static readonly Tag SeriesNumber = new(0x0020, 0x0011);
    public static readonly Tag InstanceNumber = new(0x0020, 0x0013);
    public static readonly Tag NumberOfStudyRelatedSeries = new(0x0020, 0x1206);
    public static readonly Tag NumberOfStudyRelatedInstances = new(0x0020, 0x1208);
    public static readonly Tag NumberOfSeriesRelatedInstances = new(0x0020, 0x1209);
    public static readonly Tag SamplesPerPixel = new(0x0028, 0x0002);
    public static readonly Tag PhotometricInterpretation = new(0x0028, 0x0004);
    public static readonly Tag NumberOfFrames = new(0x0028, 0x0008);
    public static readonly Tag Rows = new(0x0028, 0x0010);
    public static readonly Tag Columns = new(0x0028, 0x0011);
    public static readonly Tag BitsAllocated = new(0x0028, 0x0100);
    public static readonly Tag PixelRepresentation = new(0x0028, 0x0103);
    public static readonly Tag PerformedProcedureStepStartDate = new(0x0040, 0x0244);
    public static readonly Tag PerformedProcedureStepStartTime = new(0x0040, 0x0245);
    public static readonly Tag WaveformSequence = new(0x5400, 0x0100);
    public static readonly Tag WaveformData = new(0x5400, 0x1010);
    public static readonly Tag ExtendedOffsetTable = new(0x7FE0, 0x0001);
    public static readonly Tag ExtendedOffsetTableLengths = new(0x7FE0, 0x0002);
    public static readonly Tag FloatPixelData = new(0x7FE0, 0x0008);
    public static readonly Tag DoubleFloatPixelData = new(0x7FE0, 0x0009);
    public static readonly Tag PixelData = new(0x7FE0, 0x0010);
    public static readonly Tag Item = new(0xFFFE, 0xE000);
    public static readonly Tag ItemDelimitation = new(0xFFFE, 0xE00D);
    public static readonly Tag SequenceDelimitation = new(0xFFFE, 0xE0DD);

    /// <summary>True for the three elements that hold pixels: integer, float or double (PS3.3 §C.7.6.3, §C.7.6.24, §C.7.6.25).</summary>
    public static bool IsPixelData(Tag tag) => tag == PixelData || tag == FloatPixelData || tag == DoubleFloatPixelData;
}
