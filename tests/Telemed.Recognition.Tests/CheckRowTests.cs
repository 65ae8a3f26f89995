using System.Runtime.CompilerServices;
using Telemed.Kernel;
using Telemed.Recognition.Listing;

namespace Telemed.Recognition.Tests;

/// <summary>What the read model keeps of a check when nobody has it in memory any more.</summary>
public sealed class CheckRowTests
{
    [Fact]
    public void A_row_reads_back_with_all_that_a_later_step_and_those_who_count_need()
    {
        var fact = RecognitionCheck.Aggregate.Format.Read(new EventData("recognition.checked", File.ReadAllBytes(Path.Combine(Here(), "events", "recognition.checked.json"))));
        var state = RecognitionEvolve.Evolve(RecognitionState.Initial, fact);
        var row = new CheckRow("c1", 1, CheckRow.Slim(state));
        var json = row.ToJson();
        var read = CheckRow.FromJson(json);
        Assert.Equal(json, read.ToJson());
        var (kept, known) = (read.State.Find("r1")!.Value.Candidate, state.Find("r1")!.Value.Candidate);
        Assert.Equal(
            (known.ResultId, known.InstitutionId, known.PerformedAt, known.Verdict, known.Relation, known.StudyUid),
            (kept.ResultId, kept.InstitutionId, kept.PerformedAt, kept.Verdict, kept.Relation, kept.StudyUid));
        Assert.Equal((state.Status, state.Items[0].Against, state.Items[0].Fee), (read.State.Status, read.State.Items[0].Against, read.State.Items[0].Fee));
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
