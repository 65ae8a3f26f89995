using Telemed.Contracts;
using Telemed.ReadModel;
using Telemed.Recognition.Repeating;
using Microsoft.Extensions.DependencyInjection;

namespace Telemed.Recognition.Tests;

/// <summary>Results that come in although an earlier one could have been recognised.</summary>
public sealed class RepeatTests : IAsyncLifetime
{
    private readonly Folder folder = new();
    private Desk desk = null!;

    public async ValueTask InitializeAsync() => desk = await Desk.Open(folder.Path, services => services.AddSingleton<IProjection, Reporting>());

    public async ValueTask DisposeAsync()
    {
        await desk.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_result_that_nobody_decided_about_is_found_once()
    {
        await Report(World.Result("before", "county", daysAgo: 5), "normal");
        await Report(World.Result("again", "township", daysAgo: 0.01), "normal");
        Assert.Equal(["repeated", "sameResult"], await Found());
        var step = desk.Facts.Steps[0];
        Assert.Equal(("township", "county", "before", "alliance", 160m), (step.InstitutionId, step.SourceId, step.ResultId, step.Relation, step.Fee));
        var check = await desk.Get("bureau", $"/recognition/checks/{step.CheckId}");
        Assert.Equal(("closed", true), ((string?)check["state"], (bool)check["items"]![0]!["ordered"]!["repeated"]!));
        await Report(World.Result("again", "township", daysAgo: 0.01) with { Version = 2 }, "normal");
        Assert.Equal(["repeated", "sameResult"], await Found());
    }

    [Fact]
    public async Task A_decision_explains_the_repeat_but_the_same_result_still_counts()
    {
        var (id, result, patient) = await desk.Asked();
        await Report(desk.Neighbours.Results[result], "normal");
        await desk.Post("doctor", $"/recognition/checks/{id}/decisions", new { code = World.Ct, resultId = result, decision = "decline", reasonCode = "conditionChanged", explained = true });
        await Report(World.Result("again", "township", daysAgo: -0.01, patient: patient), "normal");
        Assert.Equal(["sameResult"], await Found());
        await Report(World.Result("third", "township", daysAgo: -0.02, patient: patient), "changed");
        Assert.Equal(["sameResult"], await Found());
    }

    [Fact]
    public async Task Old_stock_the_own_house_and_what_no_rule_recognises_are_no_repeats()
    {
        await Report(World.Result("own", "township", daysAgo: 5), "normal");
        await Report(World.Result("own-again", "township", daysAgo: 4), "normal");
        await Report(World.Result("far", "village", daysAgo: 3) with { PatientId = "patient-2" }, "normal");
        await Report(World.Result("here", "neighbour", daysAgo: 2) with { PatientId = "patient-2" }, "normal");   // the village is below, and in another alliance
        await Report(World.Result("county", "county", daysAgo: 2) with { PatientId = "patient-3" }, "normal");
        await Report(World.Result("imported", "township", daysAgo: 1) with { PatientId = "patient-3", Legacy = true }, "normal");
        await Report(World.Result("long-ago", "county", daysAgo: 42) with { PatientId = "patient-4" }, "normal");
        await Report(World.Result("told-late", "township", daysAgo: 40) with { PatientId = "patient-4" }, "normal");
        Assert.Empty(await Found());
    }

    private async Task<IEnumerable<string>> Found()
    {
        await desk.Get<IEnumerable<Microsoft.Extensions.Hosting.IHostedService>>().OfType<RepeatService>().Single().LookAtNew(default);
        await foreach (var page in desk.Log.Follow(null, default))
        {
            foreach (var append in page.Appends.Where(a => a.Stream.Category == "recognition")) await desk.ReadModel.WaitFor(append.Stream, append.Version, default);
            if (page.AtEnd) break;
        }
        return desk.Facts.Steps.Where(s => s.Step is "repeated" or "sameResult").Select(s => s.Step);
    }

    private Task Report(PriorResult result, string says) => Reporting.Report(desk, result, says);
}
