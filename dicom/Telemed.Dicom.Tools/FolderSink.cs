using System.Buffers;
using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.Encoding;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Tools;

/// <summary>Writes what arrives into a folder, one file for each object, named by its UID; a file appears when it is complete.</summary>
internal sealed class FolderSink(string folder, Action<string, long> stored) : IObjectSink
{
    private int _count;

    public ValueTask<IIncomingObject> Begin(IncomingObject info, CancellationToken cancellationToken)
    {
        var part = Path.Combine(folder, $".{Interlocked.Increment(ref _count)}.part");
        var file = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var meta = new ArrayBufferWriter<byte>(1024);
        DicomFile.WriteMeta(new DataSet()
            .AddAscii(Tags.MediaStorageSopClassUid, Vr.UI, info.SopClassUid)
            .AddAscii(Tags.MediaStorageSopInstanceUid, Vr.UI, info.SopInstanceUid)
            .AddAscii(Tags.TransferSyntaxUid, Vr.UI, info.TransferSyntaxUid)
            .AddAscii(Tags.ImplementationClassUid, Vr.UI, WellKnown.ImplementationClassUid)
            .AddAscii(Tags.SourceApplicationEntityTitle, Vr.AE, info.CallingAe), meta);
        file.Write(meta.WrittenSpan);
        return new(new Incoming(file, part, Path.Combine(folder, info.SopInstanceUid + ".dcm"), stored));   // a UID is digits and dots
    }

    private sealed class Incoming(FileStream file, string part, string path, Action<string, long> stored) : IIncomingObject
    {
        public async ValueTask Write(ReadOnlySequence<byte> bytes, CancellationToken cancellationToken)
        {
            foreach (var piece in bytes) await file.WriteAsync(piece, cancellationToken);
        }

        public async ValueTask<StoreStatus> Complete(CancellationToken cancellationToken)
        {
            var length = file.Length;
            await file.DisposeAsync();
            File.Move(part, path, overwrite: true);
            stored(path, length);
            return StoreStatus.Success;
        }

        public async ValueTask DisposeAsync()
        {
            await file.DisposeAsync();
            File.Delete(part);
        }
    }
}
