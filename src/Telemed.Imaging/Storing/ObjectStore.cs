using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;
using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;

namespace Telemed.Imaging.Storing;

/// <summary>Takes objects in from every door and keeps them as files exactly as they came.</summary>
internal sealed partial class ObjectStore(
    ImagingOptions options, ObjectFolders folders, DiskSync sync, StudyOwners owners, TimeProvider time, ILogger<ObjectStore> log) : IObjectSink
{
    private readonly Lock[] names = [.. Enumerable.Range(0, 64).Select(_ => new Lock())];
    private readonly bool syncFolders = DirectorySync.IsNeededFor(folders.Root);
    private int incoming;
    private long roomAskedAt = long.MinValue / 2;
    private bool hasRoom;

    /// <summary>Heard after an object is on the disk, before its sender is told.</summary>
    public event Action<StoredObject>? Stored;

    public ValueTask<IIncomingObject> Begin(IncomingObject info, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IIncomingObject>(Begin(info, expectedStudy: null));

    /// <summary>Opens a place for one object.</summary>
    /// <param name="info">What the sender says it is.</param>
    /// <param name="expectedStudy">Set when the door takes objects of one study only.</param>
    public IncomingFile Begin(IncomingObject info, string? expectedStudy)
    {
        ObjectOutcome refusal = !Uid.IsValid(info.SopInstanceUid) ? ObjectOutcome.Unidentified
            : !StorageClasses.IsStorage(info.SopClassUid, options.PrivateStorageClasses) ? ObjectOutcome.ClassNotStored
            : HasRoom() ? ObjectOutcome.None : ObjectOutcome.OutOfResources;
        Interlocked.Increment(ref incoming);
        return new IncomingFile(this, info with { PatientIdIssuer = info.PatientIdIssuer ?? options.IssuerFor(info.CallingAe, info.InstitutionId) }, expectedStudy, refusal);
    }

    internal ImagingOptions Options => options;

    internal DateTimeOffset Now => time.GetUtcNow();

    internal SafeFileHandle Create(out string path)
    {
        path = folders.NewIncoming();
        return File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
    }

    internal void Ended() => Interlocked.Decrement(ref incoming);

    /// <summary>Gives a complete file its name and makes both durable.</summary>
    /// <remarks>The name comes first and the sync second, so that one sync makes content and name durable together. Until the sync has
    /// ended nobody is told of the file, and a file found at the start without a place in the index is checked against its checksum.</remarks>
    internal async ValueTask<ObjectOutcome> Keep(SafeFileHandle file, string path, ObjectIdentity identity, Provenance provenance, IncomingObject info, long bytes)
    {
        string final = folders.PathOf(identity.SopInstanceUid);
        bool admitted = owners.Admits(identity.StudyInstanceUid, provenance.InstitutionId);
        if (!admitted && !File.Exists(final)) return await SetApart(file, path, identity, provenance, info);
        while (!TryName(path, final, identity))
        {
            var existing = await Compare(final, file);
            if (existing == Existing.Damaged)
            {
                SetAside(final, identity);
                continue;
            }
            if (existing == Existing.Same)
            {
                File.Delete(path);
                return ObjectOutcome.AlreadyStored;
            }
            return await SetApart(file, path, identity, provenance, info);
        }
        await SyncOrRemove(file, final);
        Stored?.Invoke(new StoredObject(identity, provenance, info.TransferSyntaxUid, final, bytes));
        return ObjectOutcome.Stored;
    }

    /// <summary>Lets an object in that was set aside; false when its UID is taken, by itself or by another content, or it is not whole.</summary>
    internal async ValueTask<bool> Release(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        if (StoredContent.Check(file) is not { } provenance || QuarantinedObject.Read(path, file) is not { } held) return false;
        string final = folders.PathOf(held.Identity.SopInstanceUid);
        if (!TryName(path, final, held.Identity)) return false;
        await SyncOrRemove(file, final);
        Stored?.Invoke(new StoredObject(held.Identity, provenance, held.TransferSyntaxUid, final, held.Bytes));
        return true;
    }

    private async ValueTask<ObjectOutcome> SetApart(SafeFileHandle file, string path, ObjectIdentity identity, Provenance provenance, IncomingObject info)
    {
        if (StoredContent.Check(file)?.Sha256 is not { } sha256) throw new IOException("The bytes just written cannot be read again.");
        string aside = folders.QuarantinePathOf(identity.SopInstanceUid, sha256);
        File.Move(path, aside, overwrite: true);
        await SyncOrRemove(file, aside);
        LogQuarantined(info.CallingAe, provenance.InstitutionId);
        return ObjectOutcome.Quarantined;
    }

    private enum Existing { Same, Other, Damaged }

    /// <summary>Looks at the content itself: after a power cut a file may have its name and not its bytes.</summary>
    private async ValueTask<Existing> Compare(string final, SafeFileHandle received)
    {
        using var file = File.OpenHandle(final, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        var content = StoredContent.Check(file);
        if (content is null) return Existing.Damaged;
        if (content.Sha256 != StoredContent.Check(received)?.Sha256 && !SameObject.Compare(file, received)) return Existing.Other;
        if (options.Sync) await sync.Flush(file, syncFolders ? Path.GetDirectoryName(final) : null);   // the first sender's sync may still be under way
        return Existing.Same;
    }

    private void SetAside(string final, ObjectIdentity identity) =>
        File.Move(final, Path.Combine(folders.Damaged, identity.SopInstanceUid + ".dcm"), overwrite: true);

    private bool TryName(string path, string final, ObjectIdentity identity)
    {
        lock (names[(uint)identity.SopInstanceUid.GetHashCode(StringComparison.Ordinal) % (uint)names.Length])
        {
            if (File.Exists(final)) return false;
            File.Move(path, final, overwrite: true);   // a rename; the lock makes it exclusive, the folder's lock file keeps other processes out
            return true;
        }
    }

    private async ValueTask SyncOrRemove(SafeFileHandle file, string path)
    {
        if (!options.Sync) return;
        try
        {
            await sync.Flush(file, syncFolders ? Path.GetDirectoryName(path) : null);
        }
        catch (IOException)
        {
            File.Delete(path);   // after a failed sync nobody knows what is on the disk
            throw;
        }
    }

    private bool HasRoom()
    {
        if (Volatile.Read(ref incoming) >= options.MaxIncoming) return false;
        // Asking the file system costs as much as a small write; the reserve is large enough for a second of it.
        long now = time.GetTimestamp();
        if (time.GetElapsedTime(Volatile.Read(ref roomAskedAt), now) > TimeSpan.FromSeconds(1))
        {
            Volatile.Write(ref hasRoom, new DriveInfo(folders.Root).AvailableFreeSpace >= options.MinFreeBytes);
            Volatile.Write(ref roomAskedAt, now);
        }
        return Volatile.Read(ref hasRoom);
    }

    [LoggerMessage(1030, LogLevel.Warning, "An object from {CallingAe} (institution {InstitutionId}) has a UID of another content, or belongs to a study of another institution; it is in quarantine.")]
    private partial void LogQuarantined(string callingAe, string? institutionId);

    [LoggerMessage(1031, LogLevel.Warning, "An object from {CallingAe} was refused: {Outcome}.")]
    internal partial void LogRefused(string callingAe, ObjectOutcome outcome);

    [LoggerMessage(1032, LogLevel.Error, "An object from {CallingAe} could not be written: {Error}.")]
    internal partial void LogDisk(string callingAe, string error);
}
