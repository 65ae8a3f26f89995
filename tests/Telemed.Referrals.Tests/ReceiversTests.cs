using Telemed.Contracts;
using Telemed.Governance;
using static Telemed.Referrals.Tests.World;

namespace Telemed.Referrals.Tests;

/// <summary>Who may receive whom, and the packs that say so.</summary>
public sealed class ReceiversTests
{
    private static readonly Agreement Any = new("a", "1", "township", "city", [ServiceKind.Clinical], new(2026, 1, 1), null, null);

    [Fact]
    public void The_nearest_relation_counts()
    {
        Assert.Equal(ReceiverRelation.Alliance, Receivers.RelationOf(new(Township, County, true, Any)));
        Assert.Equal(ReceiverRelation.County, Receivers.RelationOf(new(Township, County, false, Any)));
        Assert.Equal(ReceiverRelation.Agreement, Receivers.RelationOf(new(Township, City, false, Any)));
        Assert.Equal(ReceiverRelation.SameCity, Receivers.RelationOf(new(Township, OtherCounty, false, null)));
        Assert.Equal(ReceiverRelation.CrossCity, Receivers.RelationOf(new(Township, Far, false, Any)));
    }

    [Fact]
    public void Alliance_comes_first_then_the_county_then_the_city_and_other_cities_by_agreement()
    {
        Pair[] pairs = [new(Township, Far, false, Any), new(Township, Province, false, null), new(Township, City, false, Any), new(Township, County with { Id = "hub" }, false, null), UpPair];
        var order = Receivers.Order(ReferralDirection.Up, Urgency.Routine, pairs, Pack);
        Assert.Equal(["county", "hub", "city", "province", "far"], order.Select(o => o.Pair.To.Id));
        Assert.Equal([false, false, false, true, true], order.Select(o => o.NeedsReason));
        Assert.DoesNotContain(Receivers.Order(ReferralDirection.Up, Urgency.Emergency, pairs, Pack), o => o.NeedsReason);
        Assert.Empty(Receivers.Order(ReferralDirection.Down, Urgency.Routine, pairs, Pack));
    }

    [Fact]
    public void Where_the_patient_came_from_may_always_receive()
    {
        var back = new Pair(Far, Township, false, null, Origin: true);
        Assert.Null(Receivers.Stops(ReferralDirection.Down, back, Pack, reasonGiven: true));
        Assert.Equal(ReferralRefusal.NoAgreement, Receivers.Stops(ReferralDirection.Down, back with { Origin = false }, Pack, reasonGiven: true));
    }

    [Fact]
    public void Regions_differ()
    {
        var packs = PolicyPacks.Embedded();
        var shandong = packs.For("370102", Ten).Referrals;
        Assert.True(shandong.Receiver(ReferralDirection.Up, ReceiverRelation.Agreement)!.Value.Rule.NeedsReason);
        Assert.Null(shandong.Receiver(ReferralDirection.Up, ReceiverRelation.SameCity));
        Assert.Equal(TimeSpan.FromHours(48), packs.For("445202", Ten).Referrals.Clock(ReferralDirection.Up, Urgency.Routine, ReferralClocks.NoShow)!.Duration);
        Assert.Equal(TimeSpan.FromHours(1), packs.For("610102", Ten).Referrals.Clock(ReferralDirection.Up, Urgency.Urgent, ReferralClocks.Answer)!.Duration);
    }

    [Theory, InlineData("I10", "hypertension", 14), InlineData("I63.9", "stroke", 7), InlineData("Z99", "other", 7), InlineData("e11.9", "diabetes", 14)]
    public void The_disease_decides_when_the_patient_is_seen_again(string code, string disease, int days)
    {
        var rule = Pack.Referrals.FollowUp([code]);
        Assert.Equal((disease, days), (rule.Disease, rule.AfterDays));
    }

    [Theory]
    [InlineData("\"answer\": \"10m escalate\", ", "", "clock 'answer' of Up/Emergency is missing")]
    [InlineData("\"answer\": \"10m escalate\"", "\"answre\": \"10m escalate\"", "no clock of a referral is called 'answre'")]
    [InlineData("\"answer\": \"10m escalate\"", "\"answer\": \"0m escalate\"", "a member is missing or malformed (duration '0m escalate')")]
    [InlineData("\"code\": \"difficult\"", "\"code\": \"critical\"", "reason for referring 'critical' is given twice")]
    [InlineData("\"diagnoses\": [], \"afterDays\": 7", "\"diagnoses\": [\"X\"], \"afterDays\": 7", "the last follow-up must hold for every diagnosis")]
    [InlineData("\"afterDays\": 14", "\"afterDays\": 0", "a follow-up is due before the return")]
    [InlineData("\"contestReasons\"", "\"contests\"", "'referrals.contestReasons' is missing")]
    [InlineData("\"direction\": \"up\", \"relation\": \"county\"", "\"direction\": \"up\", \"relation\": \"alliance\"", "receiver 'Up/Alliance' is given twice")]
    public void A_pack_with_a_fault_is_refused_in_clear_words(string found, string instead, string fault)
    {
        var json = Embedded();
        var at = json.IndexOf(found, json.IndexOf("\"referrals\": {", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.True(at > 0);
        var broken = string.Concat(json.AsSpan(0, at), instead, json.AsSpan(at + found.Length));
        Assert.Equal($"Policy pack 5201-1: {fault}", Assert.Throws<PolicyPackException>(() => PolicyPacks.Load([("5201-1", broken)])).Message);
    }

    private static string Embedded()
    {
        var assembly = typeof(PolicyPacks).Assembly;
        using var reader = new StreamReader(assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(n => n.Contains("5201", StringComparison.Ordinal)))!);
        return reader.ReadToEnd();
    }
}
