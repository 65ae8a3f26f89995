using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Imaging.Storing;

namespace Telemed.Imaging.Exchanging;

/// <summary>Requests for storage commitment as one file each, and the judgement: each object is read again, held against its checksum, and synced.</summary>
internal sealed class Commitments(ObjectFolders folders, DiskSync sync) : ICommitments
{
    private const int MostWaiting = 10_000;

    // Values of Failure Reason (0008,1197): PS3.3 §C.14.1.1.
    private const ushort Damaged = 0x0110;
    private const ushort NoSuchObject = 0x0112;
    private const ushort ClassConflict = 0x0119;

    private string Folder => Path.Combine(folders.Root, "commitments");

    public ValueTask<bool> Keep(CommitmentRequest request, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Folder);
        if (Directory.EnumerateFiles(Folder, "*.json").Take(MostWaiting).Count() == MostWaiting) return new(false);
        DurableFile.Write(PathOf(request), JsonSerializer.SerializeToUtf8Bytes(request));
        return new(true);
    }

    public ValueTask<IReadOnlyList<CommitmentRequest>> Waiting(CancellationToken cancellationToken) => new(
        !Directory.Exists(Folder) ? []
        : [.. Directory.EnumerateFiles(Folder, "*.json").Select(path => JsonSerializer.Deserialize<CommitmentRequest>(File.ReadAllBytes(path))!).OrderBy(request => request.At)]);

    public async ValueTask<IReadOnlyList<CommitmentVerdict>> Judge(CommitmentRequest request, CancellationToken cancellationToken)
    {
        var verdicts = new List<CommitmentVerdict>(request.Objects.Count);
        foreach (var named in request.Objects)
        {
            cancellationToken.ThrowIfCancellationRequested();
            verdicts.Add(new(named, await Fault(named)));
        }
        return verdicts;
    }

    public ValueTask Done(CommitmentRequest request, CancellationToken cancellationToken)
    {
        File.Delete(PathOf(request));
        return default;
    }

    private async ValueTask<ushort?> Fault(ReferencedObject named)
    {
        if (!Uid.IsValid(named.SopInstanceUid)) return NoSuchObject;
        string path = folders.PathOf(named.SopInstanceUid);
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            using (var head = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0))
                if (Part10Header.Read(head) is not { } header || header.SopClassUid != named.SopClassUid) return ClassConflict;
            if (StoredContent.Check(file) is null) return Damaged;
            await sync.Flush(file, Path.GetDirectoryName(path));
            return null;
        }
        catch (FileNotFoundException)
        {
            return NoSuchObject;
        }
        catch (IOException)
        {
            return Damaged;
        }
    }

    private string PathOf(CommitmentRequest request) =>
        Path.Combine(Folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{request.AeTitle}\n{request.TransactionUid}"))) + ".json");
}
