using Telemed.Dicom.Core;

namespace Telemed.Dicom.Encoding;

/// <summary>What was read from a file.</summary>
/// <param name="Meta">The file meta group; empty when the file has none.</param>
/// <param name="Syntax">Transfer syntax, from the file meta group or, when that is silent, from the look of the first element.</param>
/// <param name="DataSetOffset">Bytes from the start of the source to the data set.</param>
/// <param name="DataSet">Everything read up to the fault.</param>
/// <param name="PixelData">Where the pixel data lie, when reading stopped there. In a deflated file the place is one of the inflated data set.</param>
/// <param name="Fault">Null when all that was asked for has been read.</param>
public sealed record FileResult(
    DataSet Meta, TransferSyntax Syntax, long DataSetOffset, DataSet DataSet, Element? PixelData, Fault? Fault);
