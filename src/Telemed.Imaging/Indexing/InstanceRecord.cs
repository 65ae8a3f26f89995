using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;
using Telemed.Imaging.Storing;

namespace Telemed.Imaging.Indexing;

/// <summary>What the index keeps of one object: enough for QIDO-RS (PS3.18 §10.6.3) and for the doors to find the file.</summary>
internal sealed record InstanceRecord(
    ObjectIdentity Identity, Provenance Provenance, string TransferSyntaxUid, long Bytes, PatientPart Patient, StudyPart Study, SeriesPart Series, ImagePart Image)
{
    /// <summary>Reads the header of a stored file; a broken rest does not matter. Null when it cannot be identified.</summary>
    public static InstanceRecord? Read(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var read = DicomFile.Read(new FileSource(file), ReaderOptions.Header with { DeferLongerThanBytes = 4096 });
        var set = read.DataSet;
        if (Provenance.Of(read.Meta) is not { } provenance || set.Ascii(Tags.SopClassUid) is not { } sopClass
            || set.Ascii(Tags.SopInstanceUid) is not { } instance || set.Ascii(Tags.StudyInstanceUid) is not { } study
            || set.Ascii(Tags.SeriesInstanceUid) is not { } series) return null;
        var sets = CharacterSets.Of(set);
        return new(new(sopClass, instance, study, series), provenance, read.Syntax.Uid, RandomAccess.GetLength(file),
            PatientPart.Of(set, sets), StudyPart.Of(set, sets), SeriesPart.Of(set, sets), ImagePart.Of(set));
    }
}

/// <summary>Patient attributes.</summary>
internal sealed record PatientPart(string? Id, string? Issuer, string? Name, string? BirthDate, string? Sex)
{
    public static PatientPart Of(DataSet set, CharacterSets sets) => new(
        set.Text(Tags.PatientId, sets), set.Text(Tags.IssuerOfPatientId, sets), set.Text(Tags.PatientName, sets),
        set.Ascii(Tags.PatientBirthDate), set.Ascii(Tags.PatientSex));
}

/// <summary>Study attributes.</summary>
internal sealed record StudyPart(string? Date, string? Time, string? Accession, string? Id, string? Description, string? Referrer)
{
    public static StudyPart Of(DataSet set, CharacterSets sets) => new(
        set.Ascii(Tags.StudyDate), set.Ascii(Tags.StudyTime), set.Text(Tags.AccessionNumber, sets), set.Text(Tags.StudyId, sets),
        set.Text(Tags.StudyDescription, sets), set.Text(Tags.ReferringPhysicianName, sets));
}

/// <summary>Series attributes.</summary>
internal sealed record SeriesPart(string? Modality, long? Number, string? Description, string? BodyPart, string? StartDate, string? StartTime)
{
    public static SeriesPart Of(DataSet set, CharacterSets sets) => new(
        set.Ascii(Tags.Modality), set.Integer(Tags.SeriesNumber), set.Text(Tags.SeriesDescription, sets), set.Ascii(Tags.BodyPartExamined),
        set.Ascii(Tags.PerformedProcedureStepStartDate), set.Ascii(Tags.PerformedProcedureStepStartTime));
}

/// <summary>Image attributes.</summary>
internal sealed record ImagePart(long? Number, long? Rows, long? Columns, long? BitsAllocated, long? Frames)
{
    public static ImagePart Of(DataSet set) => new(set.Integer(Tags.InstanceNumber), set.Integer(Tags.Rows), set.Integer(Tags.Columns),
        set.Integer(Tags.BitsAllocated), set.Integer(Tags.NumberOfFrames));
}
