using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.Encoding;
using Telemed.Testing;

namespace Telemed.Dicom.Network.Tests;

/// <summary>Orthanc against our node, and our tools against Orthanc.</summary>
[Trait("Category", "Peer")]
public sealed class OrthancTests : IAsyncLifetime
{
    private static readonly string[] Names = ["CT_small.dcm", "chrX2.dcm", "MR_small_jp2klossless.dcm"];
    private readonly string _folder = Directory.CreateTempSubdirectory("telemed-peer-").FullName;
    private readonly int _dicomPort = FreePort.Take();
    private Peer _orthanc = null!;
    private Node _node = null!;
    private HttpClient _http = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _node = await Node.Start(new() { Peers = [new("ORTHANC", "127.0.0.1", _dicomPort, "hospital-1")] });
        (_orthanc, var httpPort) = await Peer.Serve("Orthanc", port =>
        {
            var config = Path.Combine(_folder, "orthanc.json");
            File.WriteAllText(config, string.Create(CultureInfo.InvariantCulture, $$"""
                { "Name": "peer", "StorageDirectory": "{{_folder}}/db", "IndexDirectory": "{{_folder}}/db", "HttpPort": {{port}}, "DicomPort": {{_dicomPort}},
                  "DicomAet": "ORTHANC", "DefaultEncoding": "Utf8", "RemoteAccessAllowed": false, "AuthenticationEnabled": false, "DicomAlwaysAllowGet": true, "DicomAlwaysAllowMove": true,
                  "DicomAlwaysAllowFind": true, "DicomModalities": { "telemed": ["TELEMED", "127.0.0.1", {{_node.Port}}] } }
                """));
            return [config];
        });
        _http = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{httpPort}")) };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _orthanc.DisposeAsync();
        await _node.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Orthanc_finds_our_studies_and_retrieves_them()
    {
        _node.Studies.Add(Names.Select(SampleFiles.Fixture));
        var study = Study("chrX2.dcm");
        var query = await Post("/modalities/telemed/query", new { Level = "Study", Query = new { PatientName = "*", StudyInstanceUID = study, StudyDescription = "" } });
        var answers = await _http.GetFromJsonAsync<JsonElement>($"{query.GetProperty("Path").GetString()}/answers?expand&simplify", Stop);
        Assert.Contains("王^小东", Assert.Single(answers.EnumerateArray()).GetProperty("PatientName").GetString(), StringComparison.Ordinal);
        await Post($"{query.GetProperty("Path").GetString()}/retrieve", new { TargetAet = "ORTHANC", Synchronous = true });
        var instances = await _http.GetFromJsonAsync<JsonElement>("/instances", Stop);
        var file = await _http.GetByteArrayAsync(new Uri($"/instances/{Assert.Single(instances.EnumerateArray()).GetString()}/file", UriKind.Relative), Stop);
        Assert.Equal(SampleFiles.DataSet(SampleFiles.Fixture("chrX2.dcm")), file[(int)Part10Header.Read(new MemoryStream(file))!.DataSetOffset..]);
    }

    [Fact]
    public async Task Orthanc_echoes_stores_and_gets_a_commitment_on_an_association_of_ours()
    {
        await Post("/modalities/telemed/echo", new { });
        var id = (await Upload("CT_small.dcm")).GetProperty("ID").GetString();
        await Post("/modalities/telemed/store", new[] { id });
        Assert.Equal(SampleFiles.Header(SampleFiles.Fixture("CT_small.dcm"))!.SopInstanceUid, Assert.Single(_node.Sink.Stored).Info.SopInstanceUid);
        var asked = await Post("/modalities/telemed/storage-commitment", new { DicomInstances = _node.Sink.Stored.Select(s => new { SOPClassUID = s.Info.SopClassUid, SOPInstanceUID = s.Info.SopInstanceUid }) });
        await Task.Delay(TimeSpan.FromSeconds(3.2), TimeProvider.System, Stop);
        await _node.Reporter.DeliverDue(Stop);
        var result = await _http.GetFromJsonAsync<JsonElement>(asked.GetProperty("Path").GetString(), Stop);
        Assert.Equal("Success", result.GetProperty("Status").GetString());
    }

    [Fact]
    public async Task Orthanc_grants_no_window_and_is_sent_one_object_at_a_time()
    {
        foreach (var name in Names) await Upload(name);   // what is there already it takes again
        await Windowless.Sends(_dicomPort, "ORTHANC", [.. Names.Select(SampleFiles.Fixture)]);
        var (code, output) = await Peer.RunTool("storescu", "--aec", "ORTHANC", "--operations", "8", "127.0.0.1", $"{_dicomPort}", SampleFiles.Fixture("MR_small.dcm"));
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task Our_tools_find_get_and_move_what_orthanc_holds()
    {
        foreach (var name in Names) await Upload(name);
        var (code, output) = await Peer.RunTool("findscu", "--aec", "ORTHANC", "-k", "PatientName=王*", "-k", "StudyInstanceUID", "127.0.0.1", $"{_dicomPort}");
        Assert.True(code == 0, output);
        Assert.Contains("1 found", (await Peer.RunTool("findscu", "--aec", "ORTHANC", "-k", "PatientID=1CT1", "-k", "StudyInstanceUID", "127.0.0.1", $"{_dicomPort}")).Output, StringComparison.Ordinal);
        var folder = Path.Combine(_folder, "got");
        (code, output) = await Peer.RunTool("getscu", "--aec", "ORTHANC", "--out", folder, "-k", $"StudyInstanceUID={Study("chrX2.dcm")}", "127.0.0.1", $"{_dicomPort}");
        Assert.True(code == 0, output);
        Assert.Equal(SampleFiles.DataSet(SampleFiles.Fixture("chrX2.dcm")), SampleFiles.DataSet(Assert.Single(Directory.EnumerateFiles(folder))));
        (code, output) = await Peer.RunTool("movescu", "--aec", "ORTHANC", "--dest", "TELEMED", "-k", $"StudyInstanceUID={Study("MR_small_jp2klossless.dcm")}", "127.0.0.1", $"{_dicomPort}");
        Assert.True(code == 0, output);
        var (info, bytes) = Assert.Single(_node.Sink.Stored);
        Assert.Equal("1.2.840.10008.1.2.4.90", info.TransferSyntaxUid);
        // Orthanc writes the header anew (the fixture calls its fragments OW); the pixels are the file's own.
        var sent = DicomFile.Read(new MemorySource(File.ReadAllBytes(SampleFiles.Fixture("MR_small_jp2klossless.dcm"))), ReaderOptions.Whole).DataSet.Find(Tags.PixelData)!;
        var came = DataSetReader.Read(new MemorySource(bytes), TransferSyntax.Of(info.TransferSyntaxUid), ReaderOptions.Whole).DataSet.Find(Tags.PixelData)!;
        Assert.Equal(sent.Fragments!.Select(f => f.ToArray()), came.Fragments!.Select(f => f.ToArray()));
    }

    private static string Study(string name) =>
        DicomFile.Read(new MemorySource(File.ReadAllBytes(SampleFiles.Fixture(name))), ReaderOptions.Header).DataSet.Ascii(Tags.StudyInstanceUid)!;

    private async Task<JsonElement> Upload(string name)
    {
        using var content = new ByteArrayContent(await File.ReadAllBytesAsync(SampleFiles.Fixture(name), Stop));
        using var answer = await _http.PostAsync(new Uri("/instances", UriKind.Relative), content, Stop);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
    }

    private async Task<JsonElement> Post(string path, object body)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body));   // Orthanc takes no chunked bodies
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), content, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }
}
