using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.Encoding;
using Telemed.Imaging.Storing;
using Telemed.Imaging.Studies;
using Telemed.Kernel;

namespace Telemed.Imaging.Exchanging;

/// <summary>Performed procedure steps as DICOM files, one folder for each institution.</summary>
internal sealed class PerformedSteps(ObjectFolders folders, ICaseOwner cases, TimeProvider time) : IPerformedSteps
{
    public ValueTask<DataSet?> Find(string? institutionId, string instanceUid, CancellationToken cancellationToken)
    {
        string path = PathOf(institutionId, instanceUid);
        return new(File.Exists(path) ? DicomFile.Read(new MemorySource(File.ReadAllBytes(path)), ReaderOptions.Whole).DataSet : null);
    }

    private static readonly Tag Status = Tag.From(0x0040_0252);
    private static readonly Tag ScheduledSteps = Tag.From(0x0040_0270);

    public async ValueTask Keep(string? institutionId, string instanceUid, DataSet step, CancellationToken cancellationToken)
    {
        string path = PathOf(institutionId, instanceUid);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var output = new ArrayBufferWriter<byte>(4096);
        DicomFile.Write(new DataSet()
            .AddAscii(Tags.MediaStorageSopClassUid, Vr.UI, PerformedStep.SopClass)
            .AddAscii(Tags.MediaStorageSopInstanceUid, Vr.UI, instanceUid), step, TransferSyntax.ExplicitLittle, output);
        DurableFile.Write(path, output.WrittenSpan);
        if (institutionId is null || step.Ascii(Status) is not ("COMPLETED" or "DISCONTINUED")) return;
        foreach (string study in StudiesOf(step))
            await cases.Transact(StudyRules.Aggregate, study, null, new CommandContext($"step-{instanceUid}-{study}", null, new("equipment", null, institutionId), time.GetUtcNow(), null),
                _ => new StudyEvent.StepEnded(instanceUid, institutionId, step.Ascii(Status) == "COMPLETED"), cancellationToken);
    }

    /// <summary>The studies whose orders the step was made for.</summary>
    private static IEnumerable<string> StudiesOf(DataSet step) =>
        (step.Find(ScheduledSteps)?.Items ?? []).Select(item => item.Ascii(Tags.StudyInstanceUid)).OfType<string>().Where(uid => Uid.IsValid(uid)).Distinct();

    private string PathOf(string? institutionId, string instanceUid) => Path.Combine(folders.Root, "steps",
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(institutionId ?? "")).AsSpan(0, 8)), instanceUid + ".dcm");
}
