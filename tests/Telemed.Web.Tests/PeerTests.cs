using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Contracts;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.UpperLayer;
using Telemed.Imaging.Sending.Destinations;
using Telemed.Web.Hosting;

namespace Telemed.Web.Tests;

/// <summary>Application entities of the settings: what they send must belong to somebody.</summary>
public sealed class PeerTests(PlatformFixture platform, PeerTests.Node node) : IClassFixture<PeerTests.Node>
{
    private const byte CallingAeNotRecognized = 3;   // PS3.8 §9.3.4

    [Fact]
    public async Task A_peer_whose_institution_does_not_exist_is_refused_by_the_standards_reason_and_told_where_health_is()
    {
        var request = new Pdu.AssociateRq("TELEMED", "STRAY", EquatableList.From([new ProposedContext(1, "1.2.840.10008.1.1", ["1.2.840.10008.1.2"])]), new());
        var outcome = await DimseClient.Connect("127.0.0.1", node.DicomPort, request, new(), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Equal(CallingAeNotRecognized, Assert.IsType<ConnectOutcome.Refused>(outcome).Rejection!.Reason);
        using var http = node.Client();
        var health = await http.GetFromJsonAsync<JsonElement>("/health/ready");
        var warning = Assert.Single(health.GetProperty("warnings").EnumerateArray()).GetString();
        Assert.Equal("Dicom:Peers: InstitutionId 'nowhere' of STRAY names no institution; STRAY is refused", warning);
        Assert.Equal("ready", health.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_peer_is_let_in_as_soon_as_its_institution_exists()
    {
        using var office = await platform.SignedIn("office");
        var institution = await Work.Institution(office);
        var options = platform.Services.GetRequiredService<DicomNodeOptions>() with { Enabled = true, AeTitle = "TELEMED", Peers = [new("CT9", null, null, institution), new("CT8", null, null, "nowhere")] };
        var entities = new DicomEntities(options, platform.Services.GetRequiredService<IDirectory>(), platform.Services.GetRequiredService<IKeptDestinations>());
        Assert.Equal(institution, Assert.IsType<EntityDecision.Accepted>(await entities.Decide(new("CT9", "TELEMED", null), CancellationToken.None)).InstitutionId);
        Assert.IsType<EntityDecision.Rejected>(await entities.Decide(new("CT8", "TELEMED", null), CancellationToken.None));
        Assert.Equal(["CT8"], entities.Ownerless.Select(p => p.AeTitle));
    }

    /// <summary>An empty platform that knows a modality of nobody.</summary>
    public sealed class Node : PlatformFixture
    {
        public override async ValueTask InitializeAsync() => await Start(["--Telemed:Demo=false", "--Dicom:Peers:0:AeTitle=STRAY", "--Dicom:Peers:0:InstitutionId=nowhere"]);
    }
}
