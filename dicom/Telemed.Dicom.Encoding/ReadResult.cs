using Telemed.Dicom.Core;

namespace Telemed.Dicom.Encoding;

/// <summary>What was read, and why reading stopped if it stopped early.</summary>
/// <param name="DataSet">Everything read up to the fault, so that a broken object can still be identified.</param>
/// <param name="PixelData">Where the pixel data lie, when reading stopped there (<see cref="ReaderOptions.StopAtPixelData"/>).</param>
/// <param name="Fault">Null when all that was asked for has been read.</param>
public sealed record ReadResult(DataSet DataSet, Element? PixelData, Fault? Fault);
