using System.Buffers;
using System.Globalization;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;

namespace Telemed.Imaging.Tests;

/// <summary>Studies of many slices, made from one sample: other UIDs, other pixels.</summary>
internal static class Slices
{
    /// <param name="study">Makes the UIDs.</param>
    /// <param name="count">Of slices.</param>
    /// <param name="noise">Bytes of random pixels in each, that no compression shortens; null keeps the sample's.</param>
    public static IReadOnlyList<byte[]> Of(string study, int count, int? noise = null)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(1, count).Select(n => One(study, n, noise, random))];
    }

    public static string InstanceOf(string study, int n) => string.Create(CultureInfo.InvariantCulture, $"{study}.1.{n}");

    private static byte[] One(string study, int n, int? noise, Random random)
    {
        var read = DicomFile.Read(new MemorySource(Sample.Read("CT_small.dcm").File), ReaderOptions.Whole);
        var set = read.DataSet.AddAscii(Tags.StudyInstanceUid, Vr.UI, study).AddAscii(Tags.SeriesInstanceUid, Vr.UI, study + ".1").AddAscii(Tags.SopInstanceUid, Vr.UI, InstanceOf(study, n))
            .AddAscii(Tags.InstanceNumber, Vr.IS, n.ToString(CultureInfo.InvariantCulture));
        if (noise is { } bytes)
        {
            byte[] pixels = new byte[bytes];
            random.NextBytes(pixels);
            set.Add(new Element(Tags.PixelData, Vr.OW, pixels));
        }
        var output = new ArrayBufferWriter<byte>();
        DicomFile.Write(read.Meta.AddAscii(Tags.MediaStorageSopInstanceUid, Vr.UI, InstanceOf(study, n)), set, TransferSyntax.ExplicitLittle, output);
        return output.WrittenSpan.ToArray();
    }
}
