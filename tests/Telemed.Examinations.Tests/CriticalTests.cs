using Telemed.Cases.Timing;
using Telemed.Contracts;
using Telemed.Examinations.Correcting;
using Telemed.Examinations.Critical;
using Telemed.Examinations.Reading;
using static Telemed.Examinations.Tests.Laboratory;

namespace Telemed.Examinations.Tests;

/// <summary>Critical values ring, are confirmed, and a breach is a fact.</summary>
public sealed class CriticalTests : IAsyncLifetime
{
    private Laboratory laboratory = null!;

    public async ValueTask InitializeAsync() => laboratory = await Open();

    public ValueTask DisposeAsync() => laboratory.DisposeAsync();

    [Fact]
    public async Task A_critical_value_rings_at_its_institution_without_saying_what_it_is()
    {
        var made = await laboratory.Report(laboratory.Potassium(value: "6.9", flag: "critical"));
        var ring = Assert.Single(laboratory.ReadModel.Replay("inbox:county", 0, 10));
        Assert.Equal("criticalValue", ring.Type);
        Assert.Contains(made.Id, ring.DataJson, StringComparison.Ordinal);
        Assert.DoesNotContain("6.9", ring.DataJson, StringComparison.Ordinal);
        var waiting = Assert.Single(await List(County));
        Assert.Equal((made.Id, 1L, "某人", "LAB.K", "钾 6.9 mmol/L ‼", Ten.AddMinutes(10)),
            (waiting.Id, waiting.Version, waiting.Patient!.Name, waiting.Item!.Code, waiting.Summary, waiting.Critical.DueAt));
        Assert.Equal(("6.9", 3.5m, 5.3m), (waiting.Values![0].Value, waiting.Values[0].Low, waiting.Values[0].High));
        Assert.NotNull(Assert.Single(await laboratory.List(County)).Critical);
    }

    [Fact]
    public async Task A_confirmation_says_who_and_what_was_done_and_ends_the_wait()
    {
        var made = await laboratory.Report(laboratory.Potassium(value: "6.9", flag: "critical"));
        Assert.Equal("handling", (await laboratory.Ask(new ConfirmCritical(laboratory.By(County), made.Id, new("")))).Problem!.Fields![0].Field);
        var confirmed = await laboratory.Do(new ConfirmCritical(laboratory.By(CountyOffice), made.Id, new("已电话通知病区，复查血钾")));
        Assert.Equal(("已电话通知病区，复查血钾", "county-office 某"), (confirmed.Critical!.Handling, confirmed.Critical.By));
        Assert.Empty(await List(County));
        Assert.Equal("已电话通知病区，复查血钾", Assert.Single(await List(County, open: false)).Critical.Handling);
        laboratory.Time.Advance(TimeSpan.FromMinutes(20));
        await Fire();
        Assert.Null((await laboratory.Do(new GetResult(County, made.Id, Language.Zh))).Critical!.EscalatedAt);
        Assert.Equal("already-confirmed", (await laboratory.Ask(new ConfirmCritical(laboratory.By(County), made.Id, new("别的")))).Problem!.Code);
    }

    [Fact]
    public async Task Nobody_confirms_in_time_and_that_is_a_fact_and_rings_again()
    {
        var made = await laboratory.Report(laboratory.Potassium(value: "6.9", flag: "critical"));
        await Fire();
        Assert.Null((await List(County))[0].Critical.EscalatedAt);
        laboratory.Time.Advance(TimeSpan.FromMinutes(10));
        await Fire();
        await Fire();
        Assert.Equal(Ten.AddMinutes(10), (await List(County))[0].Critical.EscalatedAt);
        Assert.Equal(["criticalValue", "criticalBreached"], laboratory.ReadModel.Replay("inbox:county", 0, 10).Select(r => r.Type));
        await laboratory.Do(new ConfirmCritical(laboratory.By(County), made.Id, new("迟到的确认")));
        Assert.Empty(await List(County));
    }

    [Fact]
    public async Task A_voided_result_waits_for_nobody()
    {
        var made = await laboratory.Report(laboratory.Potassium(value: "6.9", flag: "critical"));
        await laboratory.Do(new VoidResult(laboratory.By(County), made.Id, new("样本溶血")));
        laboratory.Time.Advance(TimeSpan.FromMinutes(10));
        await Fire();
        Assert.Empty(await List(County));
        Assert.Single(laboratory.ReadModel.Replay("inbox:county", 0, 10));
    }

    [Fact]
    public async Task The_health_authority_sees_that_somebody_waits_and_not_who()
    {
        await laboratory.Report(laboratory.Potassium(value: "6.9", flag: "critical"));
        var item = Assert.Single((await laboratory.Do(new ListCritical(Bureau, "county", true, null, Language.Zh))).Items);
        Assert.Equal((null, null, null, null), (item.PatientId, item.Patient, item.Summary, item.Values));
        Assert.Equal(403, (await laboratory.Ask(new ListCritical(Township, "county", true, null, Language.Zh))).Problem!.Status);
        Assert.Equal(403, (await laboratory.Ask(new ListCritical(Resident, null, true, null, Language.Zh))).Problem!.Status);
        Assert.Equal(403, (await laboratory.Ask(new ListCritical(Bureau, "nowhere", true, null, Language.Zh))).Problem!.Status);
    }

    private async Task<IReadOnlyList<CriticalItem>> List(Caller caller, bool open = true) => (await laboratory.Do(new ListCritical(caller, null, open, null, Language.Zh))).Items;

    /// <summary>What the clocks of the platform do when one is due.</summary>
    private async Task Fire()
    {
        using var db = laboratory.ReadModel.OpenReader();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT category, id, name, due FROM case_clocks WHERE due<=@now";
        command.Parameters.AddWithValue("@now", laboratory.Time.GetUtcNow().UtcTicks);
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var (category, id, name, due) = (rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetInt64(3));
            var version = await laboratory.Get<IEnumerable<IClockedCase>>().Single(k => k.Category == category)
                .Fire(laboratory.Owner, id, name, new($"clock-{name}-{due}", null, Kernel.Actor.Clock, laboratory.Time.GetUtcNow()), default);
            await laboratory.ReadModel.WaitFor(new(category, id), version!.Value, default);
        }
    }
}
