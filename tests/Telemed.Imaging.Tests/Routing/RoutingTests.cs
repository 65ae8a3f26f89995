using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Contracts;
using Telemed.Imaging.Routing;
using Telemed.Imaging.Sending;
using Telemed.Imaging.Tests.Sending;
using Telemed.Testing;

namespace Telemed.Imaging.Tests.Routing;

public sealed class RoutingTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 4, 0, 0, TimeSpan.Zero);   // 12:00 in China
    private static readonly RoutingRule Archive = new("archive", "归档", true, RoutingTrigger.StudyComplete, "pacs", [], ["CT"], [], null, null, null);
    private static readonly RoutingRule ToCounty = new("up", "上传", true, RoutingTrigger.CaseNames, null, [AdministrativeTier.County], [], ["imaging"], null, null, SendPriority.Normal);

    [Fact]
    public void Modality_kind_of_case_and_level_decide()
    {
        Assert.Equal("pacs", Assert.Single(Decide([Archive], Complete("CT", "SR"))).DestinationId);
        Assert.Empty(Decide([Archive], Complete("US")));
        Assert.Empty(Decide([Archive with { Enabled = false }], Complete("CT")));
        Assert.Equal(["dest-county"], Decide([ToCounty, ToCounty with { Id = "twice" }], Named("imaging")).Select(send => send.DestinationId));
        Assert.Empty(Decide([ToCounty], Named("ecg")));
        Assert.Equal(["dest-county", "dest-city"], Decide([ToCounty with { Tiers = [] }], Named("imaging")).Select(send => send.DestinationId));
    }

    [Theory]
    [InlineData("20:00", "06:00", 12, 20)]
    [InlineData("20:00", "06:00", 22, null)]
    [InlineData("20:00", "06:00", 3, null)]
    [InlineData("20:00", "06:00", 6, 20)]
    [InlineData("09:00", "11:00", 12, 33)]
    public void A_window_holds_what_comes_outside_it(string from, string to, int hour, int? opens)
    {
        var midnight = new DateTimeOffset(2026, 11, 22, 0, 0, 0, ChinaTime.UtcOffset);
        var rule = Archive with { From = TimeOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), To = TimeOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture) };
        Assert.Equal(opens is { } later ? midnight.AddHours(later) : null, RoutingRules.Opening(rule, midnight.AddHours(hour)));
    }

    [Fact]
    public void An_emergency_waits_for_no_window_and_goes_first()
    {
        var send = Assert.Single(Decide([ToCounty with { From = new(20, 0), To = new(21, 0) }], Named("imaging") with { IsEmergency = true }));
        Assert.Equal((SendPriority.Emergency, null), (send.Priority, send.NotBefore));
    }

    [Fact]
    public void Every_event_reads_as_stored() =>
        Assert.All(RoutingRules.Aggregate.Format.Types.Keys, type => StoredSamples.RoundTrip(RoutingRules.Aggregate.Format, type));

    [Fact]
    public async Task A_study_that_has_come_whole_goes_where_the_office_said_and_only_the_office_says()
    {
        await using var node = new WebNode();
        await node.InitializeAsync();
        await using var inbox = await DimseInbox.Start("AE_A", node.ReceiverOfA);
        object rules = new { rules = new[] { new { id = "archive", name = "归档", enabled = true, trigger = "studyComplete", destinationId = "ae:AE_A", modalities = new[] { "CT" } } } };
        Assert.Equal(HttpStatusCode.BadRequest, (await node.Http.PutAsJsonAsync("/api/v1/imaging/routing",
            new { rules = new[] { new { id = "x", name = "x", enabled = true, trigger = "studyComplete", destinationId = "nowhere" } } })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await node.Http.PutAsJsonAsync("/api/v1/imaging/routing", rules)).StatusCode);
        var kept = await (await node.Get("/api/v1/imaging/routing")).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("archive", kept.GetProperty("rules")[0].GetProperty("id").GetString());
        (await node.Stow(Slices.Of("2.25.800001", 3))).EnsureSuccessStatusCode();
        (await node.Stow(Sample.Read("MR_small.dcm").File)).EnsureSuccessStatusCode();
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (inbox.Acknowledged.Count < 3) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, late.Token);
        var sends = (await (await node.Get("/api/v1/imaging/sends")).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items");
        Assert.Equal(("rule", "2.25.800001"), (Assert.Single(sends.EnumerateArray()).GetProperty("cause").GetString(), sends[0].GetProperty("study").GetString()));
    }

    private static IReadOnlyList<RoutedSend> Decide(IReadOnlyList<RoutingRule> rules, RoutingOccasion occasion) => RoutingRules.Decide(rules, occasion, institution => [$"dest-{institution}"]);

    private static RoutingOccasion Complete(params string[] modalities) => new(RoutingTrigger.StudyComplete, modalities, null, false, [], Noon);

    private static RoutingOccasion Named(string kind) =>
        new(RoutingTrigger.CaseNames, ["CT"], kind, false, [("county", AdministrativeTier.County), ("city", AdministrativeTier.City)], Noon);
}
