using System.Buffers.Binary;
using Telemed.Dicom.Dimse;

namespace Telemed.Bench.Dicom;

/// <summary>A CT series of 512 × 512 × 16 bit slices, the same every time; Explicit VR Little Endian data sets without meta information.</summary>
internal static class CtStudy
{
    public const string SopClass = "1.2.840.10008.5.1.4.1.1.2";
    public const string TransferSyntax = "1.2.840.10008.1.2.1";
    private const int Side = 512;

    private static readonly byte[] Pixels = Noise();

    /// <summary>One series of one study; another run has other identifiers, because what a store has already it does not store again.</summary>
    public static IReadOnlyList<(string Instance, byte[] DataSet)> Make(int objects, int run) =>
        [.. Enumerable.Range(1, objects).Select(i => ($"2.25.4711.{run}.2.{i}", DataSet(i, run)))];

    private static byte[] DataSet(int number, int run)
    {
        var output = new MemoryStream(Side * Side * 2 + 1024);
        Text(output, 0x0008, 0x0016, "UI", SopClass);
        Text(output, 0x0008, 0x0018, "UI", $"2.25.4711.{run}.2.{number}");
        Text(output, 0x0008, 0x0060, "CS", "CT");
        Text(output, 0x0010, 0x0010, "PN", "Bench^Nobody");
        Text(output, 0x0010, 0x0020, "LO", "BENCH1");
        Text(output, 0x0020, 0x000D, "UI", $"2.25.4711.{run}");
        Text(output, 0x0020, 0x000E, "UI", $"2.25.4711.{run}.1");
        Text(output, 0x0020, 0x0013, "IS", $"{number}");
        foreach (var (element, value) in new (ushort, ushort)[] { (0x0002, 1), (0x0010, Side), (0x0011, Side), (0x0100, 16), (0x0101, 12), (0x0102, 11), (0x0103, 0) })
            Number(output, element, value);
        Header(output, 0x7FE0, 0x0010, "OW", Side * Side * 2);
        output.Write(Pixels);
        return output.ToArray();
    }

    private static byte[] Noise()
    {
        var random = new Random(4711);
        var pixels = new byte[Side * Side * 2];
        for (var i = 0; i < pixels.Length; i += 2)
            BinaryPrimitives.WriteInt16LittleEndian(pixels.AsSpan(i), (short)(1_000 + i % 1_024 + random.Next(64)));
        return pixels;
    }

    private static void Text(MemoryStream output, ushort group, ushort element, string vr, string value)
    {
        if (value.Length % 2 == 1) value += vr == "UI" ? '\0' : ' ';
        Header(output, group, element, vr, value.Length);
        output.Write(System.Text.Encoding.ASCII.GetBytes(value));
    }

    private static void Number(MemoryStream output, ushort element, ushort value)
    {
        Header(output, 0x0028, element, "US", 2);
        output.Write([(byte)value, (byte)(value >> 8)]);
    }

    private static void Header(MemoryStream output, ushort group, ushort element, string vr, int length)
    {
        output.Write([(byte)group, (byte)(group >> 8), (byte)element, (byte)(element >> 8), (byte)vr[0], (byte)vr[1]]);
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(four, length);
        if (vr == "OW") output.Write([0, 0, .. four]);
        else output.Write(four[..2]);
    }
}
