using Telemed.Contracts;
using static Telemed.Examinations.Tests.Laboratory;

namespace Telemed.Examinations.Tests;

/// <summary>Results as lines of the timeline: everybody who may read the patient sees what was examined where, its readers what it says.</summary>
public sealed class TimelineTests : IAsyncLifetime
{
    private Laboratory laboratory = null!;

    public async ValueTask InitializeAsync() => laboratory = await Open();

    public ValueTask DisposeAsync() => laboratory.DisposeAsync();

    [Fact]
    public async Task A_line_names_item_and_mark_and_says_more_to_its_readers_only()
    {
        var chest = await laboratory.Report(laboratory.Chest());
        await laboratory.Report(laboratory.Potassium(system: "local:lis", code: "GHK"));
        var timeline = laboratory.Get<ITimelineResults>();
        var own = timeline.Of(County, "p1", null, 10);
        Assert.Equal([("血钾（急诊）", "钾 4.1 mmol/L"), ("CT 胸部平扫（贵州省HR）", "右肺下叶炎症")], own.Select(l => (l.Title.Zh, l.Summary)));
        Assert.Equal("CT chest without contrast (贵州省HR)", own[1].Title.En);
        Assert.All(timeline.Of(Township, "p1", null, 10), l => Assert.Equal((false, null), (l.Open, l.Summary)));
        Assert.Equal([chest.Id], timeline.Of(County, "p1", (own[0].At, own[0].Id), 10).Select(l => l.Id));
        Assert.Single(timeline.Of(County, "p1", null, 1));
    }
}
