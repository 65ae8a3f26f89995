using Telemed.Dicom.Web.Rendering;

namespace Telemed.Dicom.Fuzz;

/// <summary>Reads bytes as a grey JPEG frame of 64 × 64: whole samples, or nothing.</summary>
public static class JpegTarget
{
    private const int Side = 64;

    /// <exception cref="InvalidOperationException">Samples of another number, or over 12 bits.</exception>
    public static void Run(ReadOnlyMemory<byte> bytes)
    {
        if (JpegFrame.Unpack(bytes, Side, Side, 2) is not { } samples) return;
        if (samples.Length != Side * Side * 2) throw new InvalidOperationException($"{samples.Length} bytes.");
        for (int i = 1; i < samples.Length; i += 2)
            if (samples[i] > 0x0F) throw new InvalidOperationException("A sample over 12 bits.");
    }
}
