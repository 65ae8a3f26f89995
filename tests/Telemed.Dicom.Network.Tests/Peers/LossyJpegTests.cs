using System.Buffers.Binary;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;
using Telemed.Dicom.Web.Rendering;

namespace Telemed.Dicom.Network.Tests;

/// <summary>dcmtk's codec against our unpacking of the JPEG processes that browsers get wrong.</summary>
[Trait("Category", "Peer")]
public sealed class LossyJpegTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("telemed-peer-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(null, "1.2.840.10008.1.2.4.51")]
    [InlineData("+ee", "1.2.840.10008.1.2.4.51")]
    [InlineData("+es", "1.2.840.10008.1.2.4.53")]
    [InlineData("+ep", "1.2.840.10008.1.2.4.55")]
    public async Task Every_sample_is_the_one_that_dcmtk_gives_or_the_next_to_it(string? process, string syntax)
    {
        var packed = SampleFiles.Fixture("JPEG-lossy.dcm");
        if (process is not null)
        {
            await Run("dcmdjpeg", packed, In("native.dcm"));
            await Run("dcmcjpeg", process, In("native.dcm"), packed = In("packed.dcm"));
        }
        await Run("dcmdjpeg", packed, In("unpacked.dcm"));
        var (file, theirs) = (Read(packed), Read(In("unpacked.dcm")).DataSet.Find(Tags.PixelData)!.Bytes.ToArray());
        Assert.Equal(syntax, file.Syntax.Uid);
        var stream = file.DataSet.Find(Tags.PixelData)!.Fragments!.Skip(1).SelectMany(fragment => fragment.ToArray()).ToArray();

        var ours = JpegFrame.Unpack(stream, 256, 1024, 2)!;

        Assert.Equal(theirs.Length, ours.Length);
        var differing = 0;
        for (var i = 0; i < ours.Length; i += 2)
        {
            var difference = BinaryPrimitives.ReadUInt16LittleEndian(ours.AsSpan(i)) - BinaryPrimitives.ReadUInt16LittleEndian(theirs.AsSpan(i));
            Assert.InRange(difference, -1, 1);
            if (difference != 0) differing++;
        }
        Assert.InRange(differing, 0, ours.Length / 2 / 50);
        Assert.True(ours.Distinct().Count() > 100);
    }

    private static FileResult Read(string path) => DicomFile.Read(new MemorySource(File.ReadAllBytes(path)), ReaderOptions.Whole);

    private static async Task Run(string program, params string[] arguments)
    {
        var (code, output) = await Peer.Run(program, arguments);
        Assert.True(code == 0, output);
    }

    private string In(string name) => Path.Combine(_folder, name);
}
