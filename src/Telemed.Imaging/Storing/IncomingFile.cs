using System.Buffers;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.Encoding;

namespace Telemed.Imaging.Storing;

/// <summary>One object on its way to the disk: one pooled buffer, summed and written in large pieces, never held whole.</summary>
internal sealed class IncomingFile : IIncomingObject
{
    private const int BufferBytes = 256 * 1024;

    private readonly ObjectStore store;
    private readonly IncomingObject info;
    private readonly string? expectedStudy;
    private readonly TransferSyntax syntax;
    private readonly Checksum checksum = new();
    private readonly DateTimeOffset receivedAt;
    private SafeFileHandle? file;
    private string path = "";
    private byte[]? buffer;
    private int buffered;
    private int metaBytes;
    private long checksumOffset;
    private long written;
    private ObjectOutcome refusal;

    public IncomingFile(ObjectStore store, IncomingObject info, string? expectedStudy, ObjectOutcome refusal)
    {
        (this.store, this.info, this.expectedStudy, this.refusal) = (store, info, expectedStudy, refusal);
        syntax = TransferSyntax.Of(info.TransferSyntaxUid);
        receivedAt = store.Now;
        if (refusal != ObjectOutcome.None) return;
        try
        {
            Open();
        }
        catch (IOException e)
        {
            Refuse(e);
        }
    }

    /// <summary>What became of it, once complete.</summary>
    public ObjectOutcome Outcome { get; private set; }

    /// <summary>Its identifiers, once complete, when they could be read.</summary>
    public ObjectIdentity? Identity { get; private set; }

    public ValueTask Write(ReadOnlySequence<byte> bytes, CancellationToken cancellationToken)
    {
        // What was refused is read over, so that the sender gets a status and not a cut connection.
        if (refusal != ObjectOutcome.None) return ValueTask.CompletedTask;
        try
        {
            foreach (var segment in bytes) Add(segment.Span);
        }
        catch (IOException e)
        {
            Refuse(e);
        }
        return ValueTask.CompletedTask;
    }

    public async ValueTask<StoreStatus> Complete(CancellationToken cancellationToken)
    {
        if (refusal == ObjectOutcome.None)
        {
            try
            {
                Outcome = await Finish();
            }
            catch (IOException e)
            {
                Refuse(e);
            }
        }
        if (refusal != ObjectOutcome.None) Outcome = refusal;
        if (Outcome is not (ObjectOutcome.Stored or ObjectOutcome.AlreadyStored)) store.LogRefused(info.CallingAe, Outcome);
        return StatusOf(Outcome);
    }

    public ValueTask DisposeAsync()
    {
        if (buffer is not null) ArrayPool<byte>.Shared.Return(buffer);
        buffer = null;
        if (file is not null)
        {
            file.Dispose();
            file = null;
            if (Outcome is not (ObjectOutcome.Stored or ObjectOutcome.AlreadyStored or ObjectOutcome.Quarantined)) File.Delete(path);
        }
        store.Ended();
        return ValueTask.CompletedTask;
    }

    /// <summary>The status of PS3.4 Table B.2-1 for an outcome.</summary>
    public static StoreStatus StatusOf(ObjectOutcome outcome) => outcome switch
    {
        ObjectOutcome.Stored or ObjectOutcome.AlreadyStored => StoreStatus.Success,
        ObjectOutcome.Quarantined => StoreStatus.DuplicateInstance,
        ObjectOutcome.Unidentified => StoreStatus.CannotUnderstand,
        ObjectOutcome.Mismatched => StoreStatus.DataSetMismatch,
        ObjectOutcome.ClassNotStored => StoreStatus.SopClassNotSupported,
        ObjectOutcome.OutOfResources => StoreStatus.OutOfResources,
        _ => StoreStatus.ProcessingFailure,
    };

    private void Open()
    {
        file = store.Create(out path);
        buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        byte[] meta = Provenance.Begin(info, info.InstitutionId, receivedAt);
        checksumOffset = Provenance.ChecksumOffset(meta);
        meta.CopyTo(buffer, 0);
        buffered = metaBytes = meta.Length;
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        if (written + buffered + bytes.Length > store.Options.MaxObjectBytes) throw new IOException("The object is larger than the limit.");
        while (!bytes.IsEmpty)
        {
            int some = Math.Min(bytes.Length, BufferBytes - buffered);
            bytes[..some].CopyTo(buffer.AsSpan(buffered));
            buffered += some;
            bytes = bytes[some..];
            if (buffered == BufferBytes) Flush();
        }
    }

    private void Flush()
    {
        int skip = written == 0 ? metaBytes : 0;
        checksum.Add(buffer.AsSpan(skip, buffered - skip));
        // The identifiers are among the first elements; read them while they are in memory.
        if (written == 0) Identity = ObjectIdentity.Read(new MemorySource(buffer.AsMemory(skip, buffered - skip)), syntax);
        RandomAccess.Write(file!, buffer.AsSpan(0, buffered), written);
        written += buffered;
        buffered = 0;
    }

    private async ValueTask<ObjectOutcome> Finish()
    {
        string sum = Seal();
        if (Identity is null) return ObjectOutcome.Unidentified;
        if (Identity.SopClassUid != info.SopClassUid || Identity.SopInstanceUid != info.SopInstanceUid
            || (expectedStudy ?? Identity.StudyInstanceUid) != Identity.StudyInstanceUid) return ObjectOutcome.Mismatched;
        return await store.Keep(file!, path, Identity, new Provenance(info.InstitutionId, receivedAt, info.CallingAe, null) { Checksum = sum }, info, written);
    }

    /// <summary>Writes what is left, and the checksum into its place.</summary>
    private string Seal()
    {
        if (buffered > 0) Flush();
        Identity ??= ObjectIdentity.Read(new FileSource(file!, metaBytes), syntax);
        string sum = checksum.End();
        RandomAccess.Write(file!, Encoding.ASCII.GetBytes(sum), checksumOffset);
        return sum;
    }

    private void Refuse(IOException e)
    {
        refusal = ObjectOutcome.OutOfResources;
        store.LogDisk(info.CallingAe, e.GetType().Name);
    }
}
