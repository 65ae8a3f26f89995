using System.Buffers;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;

namespace Telemed.Dicom.Dimse;

/// <summary>The transfer syntaxes without compressed pixels: between them only the way of writing differs, not one value (PS3.5 Annex A.1, A.2, A.3 and A.5).</summary>
public static class NativeSyntaxes
{
    // Writing anew needs the whole object in memory, once as read and once as written.
    private const long MostConverted = 256L << 20;

    /// <summary>In the order in which they are proposed to a peer that may not take the one an object has.</summary>
    public static IReadOnlyList<string> All { get; } =
        [TransferSyntax.ExplicitLittle.Uid, TransferSyntax.ImplicitLittle.Uid, TransferSyntax.ExplicitBig.Uid, TransferSyntax.Deflated.Uid];

    /// <summary>It is one of them.</summary>
    public static bool Contains(string transferSyntaxUid) => All.Contains(transferSyntaxUid);

    /// <summary>The data set of an object, written in another of them.</summary>
    /// <returns>Null when it is too large, or cannot be read to its end.</returns>
    internal static async ValueTask<ReadOnlyMemory<byte>?> Convert(OutgoingObject sent, TransferSyntax target, CancellationToken cancellationToken)
    {
        if (sent.Length > MostConverted) return null;
        var bytes = new byte[sent.Length];
        await sent.DataSet.ReadExactlyAsync(bytes, cancellationToken);
        var read = DataSetReader.Read(new MemorySource(bytes), TransferSyntax.Of(sent.TransferSyntaxUid), new() { MaxInflatedBytes = MostConverted });
        if (read.Fault is not null) return null;
        var output = new ArrayBufferWriter<byte>(bytes.Length + 4096);
        DataSetWriter.Write(read.DataSet, target, output);
        return output.WrittenMemory;
    }
}
