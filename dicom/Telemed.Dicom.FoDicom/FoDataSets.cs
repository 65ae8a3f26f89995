using System.Buffers;
using FellowOakDicom;
using FellowOakDicom.IO;
using FellowOakDicom.IO.Writer;
using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.Encoding;
using DicomFile = FellowOakDicom.DicomFile;

namespace Telemed.Dicom.FoDicom;

/// <summary>Data sets from one library to the other, by way of their bytes: values stay as they were encoded.</summary>
internal static class FoDataSets
{
    public static DataSet ToTelemed(this DicomDataset set)
    {
        using var bytes = new MemoryStream();
        var writer = new DicomWriter(DicomTransferSyntax.ExplicitVRLittleEndian, DicomWriteOptions.Default, new StreamByteTarget(bytes));
        new DicomDatasetWalker(set).Walk(writer);
        return DataSetReader.Read(new MemorySource(bytes.ToArray()), TransferSyntax.ExplicitLittle, ReaderOptions.Whole).DataSet;
    }

    /// <summary>By way of a file in memory: its reader of bare data sets is not public.</summary>
    public static DicomDataset ToFoDicom(this DataSet set)
    {
        var bytes = new ArrayBufferWriter<byte>();
        Encoding.DicomFile.Write([], set, TransferSyntax.ExplicitLittle, bytes);
        return DicomFile.Open(new MemoryStream(bytes.WrittenSpan.ToArray()), FileReadOption.ReadAll).Dataset;
    }

    /// <summary>An object as fo-dicom sends it: whole in memory, with meta information.</summary>
    public static async Task<DicomFile> ToFile(this OutgoingObject opened, CancellationToken cancellationToken)
    {
        var meta = new ArrayBufferWriter<byte>();
        Encoding.DicomFile.WriteMeta(new DataSet()
            .AddAscii(Tags.MediaStorageSopClassUid, Vr.UI, opened.SopClassUid).AddAscii(Tags.MediaStorageSopInstanceUid, Vr.UI, opened.SopInstanceUid)
            .AddAscii(Tags.TransferSyntaxUid, Vr.UI, opened.TransferSyntaxUid), meta);
        var whole = new MemoryStream();
        whole.Write(meta.WrittenSpan);
        await opened.DataSet.CopyToAsync(whole, cancellationToken);
        whole.Position = 0;
        return await DicomFile.OpenAsync(whole, FileReadOption.ReadAll);
    }
}
