using Telemed.Contracts;

namespace Telemed.Recognition.Tests;

/// <summary>Results that come in although an earlier one could have been recognised.</summary>
public sealed class RepeatTests : OpenDesk
{
    [Fact]
    public async Task A_result_that_nobody_decided_about_is_found_once()
    {
        await Report(World.Result("before", "county", daysAgo: 5), "normal");
        await Report(World.Result("again", "township", daysAgo: 0.01), "normal");
        Assert.Equal(["repeated", "sameResult"], await Found());
        var step = Desk.Facts.Steps[0];
        Assert.Equal(("township", "county", "before", "alliance", 160m), (step.InstitutionId, step.SourceId, step.ResultId, step.Relation, step.Fee));
        var check = await Desk.Get("bureau", $"/recognition/checks/{step.CheckId}");
        Assert.Equal(("closed", true), ((string?)check["state"], (bool)check["items"]![0]!["ordered"]!["repeated"]!));
        await Report(World.Result("again", "township", daysAgo: 0.01) with { Version = 2 }, "normal");
        Assert.Equal(["repeated", "sameResult"], await Found());
    }

    [Fact]
    public async Task A_decision_explains_the_repeat_but_the_same_result_still_counts()
    {
        var (id, result, patient) = await Desk.Asked();
        await Report(Desk.Neighbours.Results[result], "normal");
        await Desk.Post("doctor", $"/recognition/checks/{id}/decisions", new { code = World.Ct, resultId = result, decision = "decline", reasonCode = "conditionChanged", explained = true });
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
        await Desk.LookForRepeats();
        return Desk.Facts.Steps.Where(s => s.Step is "repeated" or "sameResult").Select(s => s.Step);
    }

    private Task Report(PriorResult result, string says) => Reporting.Report(Desk, result, says);
}
