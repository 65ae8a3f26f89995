using System.Buffers;

namespace Telemed.Dicom.UpperLayer;

/// <summary>One whole PDU as it lies in the receive buffer.</summary>
/// <param name="Type">What it claims to be.</param>
/// <param name="Body">The bytes after the six-byte header; borrowed from the buffer.</param>
public readonly record struct PduFrame(PduType Type, ReadOnlySequence<byte> Body);
