using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.Encoding;
using Telemed.Dicom.Tests;

namespace Telemed.Dicom.Network.Tests;

/// <summary>A node and a folder: what peers send it is written down as it came, and can be asked for again.</summary>
internal sealed class RoundTrip : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("telemed-peer-");

    private RoundTrip(Node node) => Node = node;

    public Node Node { get; }

    public string Port => Node.Port.ToString(CultureInfo.InvariantCulture);

    /// <summary>Where peers put what they retrieve.</summary>
    public string Out => _folder.CreateSubdirectory("out").FullName;

    /// <param name="title">AE title of the peer.</param>
    /// <param name="port">Where it can be sent to; null when it cannot.</param>
    public static async Task<RoundTrip> With(string title, int? port = null) =>
        new(await Node.Start(new() { Peers = [new(title, port is null ? null : "127.0.0.1", port, "hospital-1")] }));

    /// <summary>The selection of every run, or all samples of native and compressed syntaxes in the whole suite.</summary>
    /// <param name="not">Names of samples that the peer itself cannot read or send.</param>
    public static string[] Samples(params string[] not)
    {
        string[] few = ["CT_small.dcm", "MR_small_implicit.dcm", "chrX2.dcm", "reportsi.dcm", "JPEG-lossy.dcm"];
        return [.. (Peer.Whole ? SampleFiles.Storable().Select(f => f.Path) : few.Select(SampleFiles.Fixture)).Where(f => !not.Contains(Path.GetFileName(f)))];
    }

    /// <summary>Writes what has been stored so far as files, which the node then offers.</summary>
    public IReadOnlyList<string> Archive()
    {
        var kept = new List<string>();
        foreach (var (info, bytes) in Node.Sink.Stored)
        {
            var path = Path.Combine(_folder.FullName, info.SopInstanceUid);
            var meta = new ArrayBufferWriter<byte>(1024);
            DicomFile.WriteMeta(new DataSet().AddAscii(Tags.MediaStorageSopClassUid, Vr.UI, info.SopClassUid)
                .AddAscii(Tags.MediaStorageSopInstanceUid, Vr.UI, info.SopInstanceUid).AddAscii(Tags.TransferSyntaxUid, Vr.UI, info.TransferSyntaxUid), meta);
            File.WriteAllBytes(path, [.. meta.WrittenSpan, .. bytes]);
            kept.Add(path);
        }
        Node.Studies.Add(kept);
        return kept;
    }

    /// <summary>The same data set in the same transfer syntax; between native ones a peer may have chosen another.</summary>
    public static void AssertSame(string expected, string actual)
    {
        var (left, right) = (SampleFiles.Header(expected)!.TransferSyntaxUid, SampleFiles.Header(actual)!.TransferSyntaxUid);
        Assert.True(left == right || (NativeSyntaxes.Contains(left) && NativeSyntaxes.Contains(right)), $"{Path.GetFileName(expected)}: {left} became {right}");
        SameDataSet.Assert(DataSet(expected), DataSet(actual));
    }

    /// <summary>What <c>dciodvfy</c> has to say of a file.</summary>
    public static async Task<string[]> Findings(string path) =>
        [.. (await Peer.Run("dciodvfy", path)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().Order(StringComparer.Ordinal)];

    public static DataSet DataSet(string path) => DicomFile.Read(new MemorySource(File.ReadAllBytes(path)), ReaderOptions.Whole).DataSet;

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
