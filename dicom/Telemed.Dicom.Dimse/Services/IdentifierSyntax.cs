using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Dimse;

/// <summary>How the data sets of services other than storage are encoded: small ones, read whole.</summary>
internal static class IdentifierSyntax
{
    private static readonly string[] InOrder =
        [TransferSyntax.ExplicitLittle.Uid, TransferSyntax.ImplicitLittle.Uid, TransferSyntax.ExplicitBig.Uid, TransferSyntax.Deflated.Uid];

    private static readonly ReaderOptions Limits = new() { MaxElements = 20_000, MaxDepth = 16, MaxValueBytes = 1 << 20, MaxInflatedBytes = 4 << 20 };

    public static string? Choose(IReadOnlyList<string> proposed) => InOrder.FirstOrDefault(proposed.Contains);

    /// <summary>Null when the bytes are no data set.</summary>
    public static DataSet? Read(byte[] bytes, AcceptedContext context) =>
        DataSetReader.Read(new MemorySource(bytes), TransferSyntax.Of(context.TransferSyntax), Limits) is { Fault: null } read ? read.DataSet : null;
}
