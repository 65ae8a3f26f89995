using System.Globalization;
using Telemed.Dicom.Core;
using Telemed.Testing;

namespace Telemed.Dicom.Network.Tests;

/// <summary>odil against our node: its program as SCU, its library as SCP.</summary>
[Trait("Category", "Peer")]
public sealed class OdilTests
{
    // The program offers no SCP, and the library's own cannot be given a Python function: messages are taken and answered one by one.
    private const string Scp = """
        import os, sys, odil
        association = odil.Association()
        association.set_tcp_timeout(30)
        association.receive_association("v4", int(sys.argv[1]))
        try:
            while True:
                request = odil.messages.CStoreRequest(association.receive_message())
                data_set = request.get_data_set()
                name = data_set.as_string("SOPInstanceUID")[0].decode()
                with odil.open(os.path.join(sys.argv[2], name), "wb") as file:
                    odil.Writer.write_file(data_set, file)
                association.send_message(odil.messages.CStoreResponse(request.get_message_id(), 0), request.get_affected_sop_class_uid())
        except (odil.AssociationReleased, odil.AssociationAborted):
            pass
        """;

    [Fact]
    public async Task Odil_verifies_the_node()
    {
        await using var trip = await RoundTrip.With("ODIL");
        var (code, output) = await Run(trip, "echo");
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task Odil_stores_objects_that_say_what_its_files_say()
    {
        foreach (var path in Native())
        {
            await using var trip = await RoundTrip.With("ODIL");
            var (code, output) = await Run(trip, "store", path);
            Assert.True(code == 0, output);
            AssertSame(path, Assert.Single(trip.Archive()));
        }
    }

    [Theory]
    [InlineData("study", "STUDY", "PatientID=1CT1", "1 answer", "CompressedSamples^CT1")]
    [InlineData("patient", "PATIENT", "PatientName=CompressedSamples*", "2 answers", "CompressedSamples^MR1")]
    [InlineData("study", "STUDY", "PatientID=X2EXAMPLE", "1 answer", "王^小东")]
    public async Task Odil_finds_what_matches(string root, string level, string key, string count, string name)
    {
        await using var trip = await RoundTrip.With("ODIL");
        trip.Node.Studies.Add(new[] { "CT_small.dcm", "MR_small_implicit.dcm", "chrX2.dcm" }.Select(SampleFiles.Fixture));
        var (code, output) = await Run(trip, "find", root, $"QueryRetrieveLevel={level}", "PatientName", key);
        Assert.True(code == 0, output);
        Assert.Contains(count, output, StringComparison.Ordinal);
        Assert.Contains(name, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Odil_gets_what_it_stored()
    {
        foreach (var path in Native())
        {
            await using var trip = await RoundTrip.With("ODIL");
            await Run(trip, "store", path);
            trip.Archive();
            if (trip.Node.Studies.Objects[0].Header.Ascii(Tags.StudyInstanceUid) is not { } study) continue;
            var (code, output) = await Run(trip, "get", "-d", trip.Out, "study", "QueryRetrieveLevel=STUDY", $"StudyInstanceUID={study}");
            Assert.True(code == 0, output);
            Assert.Contains("Completed: 1, remaining: 0, failed: 0", output, StringComparison.Ordinal);
            AssertSame(path, Assert.Single(Directory.EnumerateFiles(trip.Out)));
        }
    }

    [Fact]
    public async Task Odil_receives_what_is_moved_to_it()
    {
        var path = SampleFiles.Fixture("MR_small.dcm");
        var script = Path.Combine(Directory.CreateTempSubdirectory("telemed-peer-").FullName, "scp.py");
        await File.WriteAllTextAsync(script, Scp, TestContext.Current.CancellationToken);
        var port = FreePort.Take();
        await using var trip = await RoundTrip.With("ODIL", port);
        Peer.Find("odil");
        await using var scp = await Peer.Begin(port, "/usr/bin/python3", script, port.ToString(CultureInfo.InvariantCulture), trip.Out);
        trip.Node.Studies.Add(path);
        var moved = await Peer.RunTool("movescu", "--aet", "ODIL", "--aec", "TELEMED", "--dest", "ODIL", "-k", $"StudyInstanceUID={trip.Node.Studies.Objects[0].Header.Ascii(Tags.StudyInstanceUid)}", "127.0.0.1", trip.Port);
        Assert.True(moved.Code == 0, moved.Output);
        AssertSame(path, Assert.Single(Directory.EnumerateFiles(trip.Out)));
    }

    // It announces compressed objects as explicit little endian, and can read no file without SOP class, no integer that is none, and no OD.
    private static IEnumerable<string> Native() => RoundTrip.Samples("chrSQEncoding.dcm", "sm_annotations.dcm", "image_dfl.dcm", "badVR.dcm")
        .Where(path => SampleFiles.Header(path)!.TransferSyntaxUid is "1.2.840.10008.1.2" or "1.2.840.10008.1.2.1");

    // It writes numbers in text anew, so they are compared as numbers; and asks for implicit representations, in which private elements have none and pixels are OW.
    private static void AssertSame(string expected, string actual) =>
        Telemed.Dicom.Tests.SameDataSet.Assert(Plain(RoundTrip.DataSet(expected)), Plain(RoundTrip.DataSet(actual)));

    private static DataSet Plain(DataSet dataSet)
    {
        var plain = new DataSet();
        foreach (var element in dataSet)
            plain.Add(element.Items is { } items ? Element.Sequence(element.Tag, [.. items.Select(Plain)])
                : element.Tag == Tags.PixelData ? new Element(element.Tag, Vr.OW, element.Bytes)
                : element.Tag.IsPrivate || element.Vr == Vr.DS || element.Vr == Vr.IS ? new Element(element.Tag, element.Tag.IsPrivate ? Vr.UN : element.Vr, Numbers(System.Text.Encoding.Latin1.GetString(element.Bytes.Span)))
                : element);
        return plain;
    }

    private static byte[] Numbers(string text)
    {
        var numbers = string.Join('\\', text.Split('\\')
            .Select(part => double.TryParse(part, CultureInfo.InvariantCulture, out var number) ? number.ToString("G9", CultureInfo.InvariantCulture) : part.Trim()));
        return System.Text.Encoding.Latin1.GetBytes(numbers.Length % 2 == 0 ? numbers : numbers + ' ');
    }

    private static Task<(int Code, string Output)> Run(RoundTrip trip, string operation, params string[] arguments)
    {
        string[] peer = ["127.0.0.1", trip.Port, "ODIL", "TELEMED"];
        return Peer.Run("odil", operation == "get" ? [operation, .. arguments[..2], .. peer, .. arguments[2..]] : [operation, .. peer, .. arguments]);
    }
}
