using System.Buffers.Binary;
using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;

namespace Telemed.Dicom.Network.Tests;

/// <summary>DICOM files to send: those under tests/fixtures/dicom, or under TELEMED_DICOM_SAMPLES when that names a larger collection.</summary>
internal static class SampleFiles
{
    private static readonly Lazy<string> Repository = new(() =>
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Telemed.sln"))) folder = folder.Parent!;
        return folder.FullName;
    });

    /// <summary>The repository's folder.</summary>
    public static string Root => Repository.Value;

    private static string Fixtures => Path.Combine(Root, "tests", "fixtures", "dicom");

    public static string Fixture(string name) => Path.Combine(Fixtures, name);

    public static Part10Header? Header(string path)
    {
        using var file = File.OpenRead(path);
        return Part10Header.Read(file);
    }

    /// <summary>Files with meta information and a storage SOP class, one for each SOP instance.</summary>
    public static IReadOnlyList<(string Path, Part10Header Header)> Storable()
    {
        var root = Environment.GetEnvironmentVariable("TELEMED_DICOM_SAMPLES") ?? Fixtures;
        return [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => (Path: path, Header: Header(path)!))
            .Where(f => f.Header is not null && StorageClasses.IsStorage(f.Header.SopClassUid))
            .DistinctBy(f => f.Header.SopInstanceUid)];
    }

    public static byte[] DataSet(string path) => File.ReadAllBytes(path)[(int)Header(path)!.DataSetOffset..];

    /// <summary>The same object under another transfer syntax UID: right for a peer that sends without looking into the pixels.</summary>
    public static void Relabel(string path, string transferSyntax, string target)
    {
        var header = Header(path)!;
        byte[] meta =
        [
            .. Element(0x0001, "OB", [0, 1]), .. Element(0x0002, "UI", Text(header.SopClassUid)), .. Element(0x0003, "UI", Text(header.SopInstanceUid)),
            .. Element(0x0010, "UI", Text(transferSyntax)), .. Element(0x0012, "UI", Text("1.2.3.4")),
        ];
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, meta.Length);
        File.WriteAllBytes(target, [.. new byte[128], .. "DICM"u8, .. Element(0x0000, "UL", length), .. meta, .. DataSet(path)]);
    }

    private static byte[] Element(ushort element, string vr, byte[] value) =>
    [
        2, 0, (byte)element, 0, (byte)vr[0], (byte)vr[1],
        .. vr == "OB" ? [0, 0, (byte)value.Length, 0, 0, 0] : new[] { (byte)value.Length, (byte)0 }, .. value,
    ];

    private static byte[] Text(string uid) => System.Text.Encoding.ASCII.GetBytes(uid.Length % 2 == 0 ? uid : uid + '\0');
}
