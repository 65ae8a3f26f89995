using Telemed.Contracts;
using Telemed.Directory.Links;

namespace Telemed.Directory.Tests;

public class LinkRulesTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    public static TheoryData<LinkState, string[]> States => new()
    {
        { LinkState.None, [] },
        { LinkState.None, ["2026-11-23.."] },
        { LinkState.InForce, ["2026-11-22.."] },
        { LinkState.InForce, ["2024-01-01..2026-12-23"] },
        { LinkState.Ending, ["2024-01-01..2026-12-22"] },
        { LinkState.Ending, ["2024-01-01..2026-11-22"] },
        { LinkState.Ended, ["2024-01-01..2026-11-21"] },
        { LinkState.Ended, ["2024-01-01..2026-11-21", "2027-01-01.."] },
        { LinkState.InForce, ["2024-01-01..2026-11-30", "2026-06-01.."] },
        { LinkState.Ending, ["2024-01-01..2026-11-30", "2026-06-01..2026-12-01"] },
        { LinkState.InForce, ["2024-01-01..2025-12-31", "2026-01-01..2028-12-31"] },
    };

    [Theory, MemberData(nameof(States))]
    public void The_state_follows_from_the_days_of_all_that_joins_them(LinkState state, string[] spans) => Assert.Equal(state, LinkRules.StateOf(Read(spans), Today));

    [Fact]
    public void The_last_day_is_that_of_the_longest_and_none_while_one_is_open()
    {
        Assert.Equal(new(2026, 12, 1), LinkRules.LastDayOf(Read("2024-01-01..2026-11-30", "2026-06-01..2026-12-01"), Today));
        Assert.Null(LinkRules.LastDayOf(Read("2024-01-01..2026-11-30", "2026-06-01.."), Today));
        Assert.Equal(new(2025, 6, 30), LinkRules.LastDayOf(Read("2024-01-01..2024-12-31", "2025-01-01..2025-06-30", "2027-01-01.."), Today));
    }

    [Fact]
    public void A_link_is_idle_when_it_stood_through_all_thirty_days_and_was_not_used()
    {
        Assert.True(LinkRules.Idle(Read("2026-10-23.."), Today, 0));
        Assert.False(LinkRules.Idle(Read("2026-10-24.."), Today, 0));
        Assert.False(LinkRules.Idle(Read("2024-01-01.."), Today, 1));
        Assert.False(LinkRules.Idle(Read("2024-01-01..2026-11-21"), Today, 0));
    }

    [Theory]
    [InlineData("consultation", "submitted", "imaging", "city", LinkUseKind.Reading)]
    [InlineData("consultation", "redirected", "ecg", "city", LinkUseKind.Reading)]
    [InlineData("consultation", "submitted", "mdt", "city", LinkUseKind.Consultation)]
    [InlineData("referral", "submitted", "up", "city", LinkUseKind.Referral)]
    [InlineData("referral", "redirected", "up", "city", LinkUseKind.Referral)]
    [InlineData("referral", "accepted", "up", "city", null)]
    [InlineData("consultation", "drafted", "mdt", null, null)]
    [InlineData("consultation", "submitted", "mdt", "county", null)]
    [InlineData("visit", "submitted", "visit", "city", null)]
    public void A_use_is_a_request_sent_to_another_institution(string category, string step, string kind, string? to, LinkUseKind? expected)
    {
        var at = new DateTimeOffset(2026, 11, 22, 1, 0, 0, TimeSpan.Zero);
        var told = new CaseStep(category, "c1", step, at, "county", new("N1", kind, Urgency.Routine, step, true, "p1", "county", to, "内科", null, null));
        Assert.Equal(expected is { } use ? new LinkUse("county", "city", use, at) : null, LinkUse.Of(told));
    }

    [Fact]
    public void A_study_that_goes_to_another_institution_is_a_use()
    {
        var at = new DateTimeOffset(2026, 11, 22, 1, 0, 0, TimeSpan.Zero);
        Assert.Equal(new("county", "city", LinkUseKind.Exchange, at), LinkUse.Of(new StudyExchanged("1.2.3", "county", "city", at)));
        Assert.Null(LinkUse.Of(new StudyExchanged("1.2.3", "county", "county", at)));
    }

    [Theory]
    [InlineData(Role.Physician, "county", null, null)]
    [InlineData(Role.Office, "county", null, "institution county")]
    [InlineData(Role.Administrator, "county", null, "institution county")]
    [InlineData(Role.Administrator, null, null, "all")]
    [InlineData(Role.HealthAuthority, null, "5201", "area 5201")]
    [InlineData(Role.HealthAuthority, null, null, "area -")]
    [InlineData(Role.Insurer, null, "5201", null)]
    [InlineData(Role.Auditor, null, null, null)]
    [InlineData(Role.Resident, null, null, null)]
    public void Who_sees_which_links(Role role, string? institution, string? area, string? expected)
    {
        var scope = LinkScope.Of(new("a1", null, institution, area, null, new HashSet<Role> { role }));
        Assert.Equal(expected, scope is null ? null : scope.AreaCode is { } seen ? $"area {seen}" : scope.InstitutionId is { } own ? $"institution {own}" : "all");
        if (expected == "area 5201") Assert.True(scope!.Holds("x", "520191") && !scope.Holds("x", "520291"));
        if (expected == "institution county") Assert.True(scope!.Holds("county", "520191") && !scope.Holds("city", "520191"));
    }

    private static LinkSpan[] Read(params string[] spans) =>
        [.. spans.Select(s => s.Split("..")).Select(s => new LinkSpan(DateOnly.Parse(s[0]), s[1].Length == 0 ? null : DateOnly.Parse(s[1])))];
}
