using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Network.Tests;

/// <summary>DICOM over TLS with client certificates (PS3.15 Annex B).</summary>
public sealed class TlsTests : IDisposable
{
    private readonly Certificates _ours = new("hospital authority");
    private readonly string _folder = Directory.CreateTempSubdirectory("telemed-tls-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_caller_with_a_certificate_of_the_authority_stores_over_tls()
    {
        await using var node = await Start();
        var outcome = await Connect(node.TlsPort, _ours.Issue("modality"));
        await using var client = Assert.IsType<ConnectOutcome.Connected>(outcome).Client;
        var bytes = RandomNumberGenerator.GetBytes(3_000_000);
        Assert.Equal(new StoreOutcome.Answered(0), await client.Store(Node.CtObject(bytes), TestContext.Current.CancellationToken));
        await client.Release();
        Assert.Equal(AssociationEnd.Released, client.Association.End);
        Assert.Equal(bytes, Assert.Single(node.Sink.Stored).Bytes);
    }

    [Fact]
    public async Task Strangers_get_no_association()
    {
        await using var node = await Start();
        Assert.IsNotType<ConnectOutcome.Connected>(await Connect(node.TlsPort, new Certificates("another authority").Issue("modality")));
        Assert.IsNotType<ConnectOutcome.Connected>(await Connect(node.Port, _ours.Issue("modality")));   // TLS to the plain port
        Assert.IsType<ConnectOutcome.Connected>(await Connect(node.TlsPort, _ours.Issue("modality")));
    }

    [Fact]
    public async Task A_server_that_the_authority_does_not_vouch_for_is_not_talked_to()
    {
        await using var node = await Start();
        var wrong = new TlsOptions { Certificate = _ours.Issue("modality"), Authorities = new Certificates("another authority").Authorities };
        var outcome = Assert.IsType<ConnectOutcome.Unreachable>(await Connect(node.TlsPort, wrong));
        Assert.StartsWith("TLS", outcome.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_title_bound_to_a_certificate_is_had_with_that_certificate_only()
    {
        var certificate = _ours.Issue("ct1");
        await using var node = await Start(new DicomPeer("CT1", null, null, "hospital-1") { CertificateSha256 = certificate.GetCertHashString(HashAlgorithmName.SHA256) });
        Assert.IsType<ConnectOutcome.Connected>(await Connect(node.TlsPort, certificate, "CT1"));
        Assert.IsType<ConnectOutcome.Refused>(await Connect(node.TlsPort, _ours.Issue("ct2"), "CT1"));
        Assert.IsType<ConnectOutcome.Refused>(await node.Connect("CT1"));   // in plain
    }

    [Fact]
    public async Task Dcmtk_calls_by_tls_and_is_refused_without_its_certificate()
    {
        await using var node = await Start();
        var (key, certificate, authority) = Write(_ours.Issue("dcmtk"));
        var (code, output) = await Peer.Run("storescu", "+tls", key, certificate, "+cf", authority, "-aec", "TELEMED", "127.0.0.1", $"{node.TlsPort}", SampleFiles.Fixture("CT_small.dcm"));
        Assert.True(code == 0, output);
        Assert.Single(node.Sink.Stored);
        Assert.NotEqual(0, (await Peer.Run("echoscu", "+tla", "+cf", authority, "-aec", "TELEMED", "127.0.0.1", $"{node.TlsPort}")).Code);
        Assert.NotEqual(0, (await Peer.Run("echoscu", "-to", "3", "-ta", "3", "-aec", "TELEMED", "127.0.0.1", $"{node.TlsPort}")).Code);   // plain to the TLS port
    }

    [Fact]
    public async Task Movescu_over_tls_has_objects_sent_over_tls()
    {
        await using var receiver = await Start(new DicomPeer("TELEMED", null, null, null));
        await using var node = await Start(new DicomPeer("TELEMED2", "127.0.0.1", receiver.TlsPort, "hospital-1") { Tls = true });
        node.Studies.Add(SampleFiles.Fixture("CT_small.dcm"));
        await using var client = await node.For(QueryModel.StudyRoot.MoveClass);
        var keys = new Core.DataSet().AddAscii(Core.Tags.QueryRetrieveLevel, Core.Vr.CS, "STUDY").AddAscii(Core.Tags.StudyInstanceUid, Core.Vr.UI,
            Core.ElementValues.Ascii(node.Studies.Objects[0].Header, Core.Tags.StudyInstanceUid)!);
        var outcome = await client.Move(QueryModel.StudyRoot.MoveClass, "TELEMED2", keys, _ => true, TestContext.Current.CancellationToken);
        Assert.Equal(QueryStatus.NoSubOperation, outcome.Status);   // the receiver has another title: the association itself was by TLS
        await receiver.Log.Awaits("rejected");
    }

    [Theory]
    [InlineData("Dicom:Tls:Port", "x")]
    [InlineData("Dicom:Tls:Certificate", "nowhere.pfx")]
    [InlineData("Dicom:Tls:Only", "true")]
    [InlineData("Dicom:MaxAssociations", "0")]
    [InlineData("Dicom:Sync", "perhaps")]
    [InlineData("Dicom:CharacterSet", "ISO_IR 100")]
    [InlineData("Dicom:Peers:0:CertificateSha256", "12")]
    [InlineData("Dicom:Peers:0:MaxAssociations", "-1")]
    public void A_wrong_setting_is_named(string key, string value)
    {
        var pfx = Path.Combine(_folder, "node.pfx");
        File.WriteAllBytes(pfx, _ours.Issue("node").Export(X509ContentType.Pkcs12));
        var settings = new Dictionary<string, string?> { ["Dicom:Peers:0:AeTitle"] = "CT1", ["Dicom:Tls:Certificate"] = pfx };
        Assert.NotNull(DicomNodeOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).Tls);
        settings[key] = value;
        var refused = Assert.Throws<InvalidOperationException>(() => DicomNodeOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()));
        Assert.Contains(key == "Dicom:Tls:Only" ? "Dicom:Tls:Port" : key, refused.Message, StringComparison.Ordinal);
    }

    private Task<Node> Start(params DicomPeer[] peers)
    {
        var tls = new TlsOptions { Port = 0, Certificate = _ours.Issue("node"), Authorities = _ours.Authorities };
        return Node.Start(new() { Tls = tls, Client = new() { Tls = tls }, Peers = peers });
    }

    private Task<ConnectOutcome> Connect(int port, X509Certificate2 certificate, string calling = "MODALITY") =>
        Connect(port, new TlsOptions { Certificate = certificate, Authorities = _ours.Authorities }, calling);

    private static Task<ConnectOutcome> Connect(int port, TlsOptions tls, string calling = "MODALITY") => DimseClient.Connect("127.0.0.1", port,
        new Pdu.AssociateRq("TELEMED", calling, [Node.Echo, Node.Ct], new()), new() { Tls = tls, ConnectTimeout = TimeSpan.FromSeconds(3) }, TimeProvider.System,
        TestContext.Current.CancellationToken);

    private (string Key, string Certificate, string Authority) Write(X509Certificate2 certificate)
    {
        var (key, pem, authority) = (Path.Combine(_folder, "key.pem"), Path.Combine(_folder, "cert.pem"), Path.Combine(_folder, "ca.pem"));
        File.WriteAllText(key, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(pem, certificate.ExportCertificatePem());
        File.WriteAllText(authority, _ours.AuthorityPem);
        return (key, pem, authority);
    }
}
