using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;

namespace Telemed.Imaging.Retrieving;

/// <summary>An object in Explicit VR Little Endian for who asks for nothing else. The samples stay what they are: compressed pixels are never decoded.</summary>
internal static class Conversion
{
    private const long MaxBytes = 512L << 20;   // held in memory while it is written anew

    /// <summary>The only syntax that others are turned into.</summary>
    public static string Target => TransferSyntax.ExplicitLittle.Uid;

    public static bool CanSend(InstanceFile instance, HttpRequest request) => request.TakesSyntax(instance.TransferSyntaxUid) || IsNeeded(instance, request);

    public static bool IsNeeded(InstanceFile instance, HttpRequest request) => !request.TakesSyntax(instance.TransferSyntaxUid) && request.TakesSyntax(Target)
        && instance.Bytes <= MaxBytes && TransferSyntax.IsRegistered(instance.TransferSyntaxUid) && !TransferSyntax.Of(instance.TransferSyntaxUid).IsEncapsulated;

    /// <summary>False, with nothing written, when the stored object cannot be read to its end.</summary>
    public static async ValueTask<bool> Send(InstanceFile instance, PipeWriter output, CancellationToken cancellationToken)
    {
        using var file = FileSending.Open(instance.Path);
        var read = DicomFile.Read(new FileSource(file), ReaderOptions.Whole with { MaxInflatedBytes = MaxBytes });
        if (read.Fault is not null) return false;
        var written = new ArrayBufferWriter<byte>((int)Math.Min(instance.Bytes + 4096, Array.MaxLength));
        DicomFile.Write(read.Meta, read.DataSet, TransferSyntax.ExplicitLittle, written);
        await output.WriteAsync(written.WrittenMemory, cancellationToken);
        return true;
    }
}
