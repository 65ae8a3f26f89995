using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Dimse;

/// <summary>A message whose command set has been read; its data set, if it has one, is still to come.</summary>
/// <param name="Context">Where it came.</param>
/// <param name="Command">What it asks or answers.</param>
public sealed record DimseMessage(AcceptedContext Context, CommandSet Command);
