using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.Encoding;
using Telemed.Imaging.Storing;

namespace Telemed.Imaging.Exchanging;

/// <summary>Performed procedure steps as DICOM files, one folder for each institution.</summary>
internal sealed class PerformedSteps(ObjectFolders folders) : IPerformedSteps
{
    public ValueTask<DataSet?> Find(string? institutionId, string instanceUid, CancellationToken cancellationToken)
    {
        string path = PathOf(institutionId, instanceUid);
        return new(File.Exists(path) ? DicomFile.Read(new MemorySource(File.ReadAllBytes(path)), ReaderOptions.Whole).DataSet : null);
    }

    public ValueTask Keep(string? institutionId, string instanceUid, DataSet step, CancellationToken cancellationToken)
    {
        string path = PathOf(institutionId, instanceUid);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var output = new ArrayBufferWriter<byte>(4096);
        DicomFile.Write(new DataSet()
            .AddAscii(Tags.MediaStorageSopClassUid, Vr.UI, PerformedStep.SopClass)
            .AddAscii(Tags.MediaStorageSopInstanceUid, Vr.UI, instanceUid), step, TransferSyntax.ExplicitLittle, output);
        DurableFile.Write(path, output.WrittenSpan);
        return default;
    }

    private string PathOf(string? institutionId, string instanceUid) => Path.Combine(folders.Root, "steps",
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(institutionId ?? "")).AsSpan(0, 8)), instanceUid + ".dcm");
}
