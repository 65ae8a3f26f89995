using Telemed.Dicom.Dimse;

namespace Telemed.Dicom.Network.Tests;

/// <summary>Modality worklist (PS3.4 Annex K), asked by dcmtk and by our own tool.</summary>
[Trait("Category", "Peer")]
public sealed class WorklistTests
{
    private static readonly WorklistOrder Wang = new("2.25.1", "CO20260001", "p-1", "TELEMED", "王小东", new(1980, 1, 2), "M", ["CT", "MR"], new(2026, 8, 1, 9, 30, 0), "远程影像会诊检查");
    private static readonly WorklistOrder Li = Wang with { StudyInstanceUid = "2.25.2", AccessionNumber = "CO20260002", PatientId = "p-2", PatientName = "李四", Modalities = ["ECG"] };

    [Theory]
    [InlineData("(0040,0100)[0].Modality=CT", "CO20260001")]
    [InlineData("(0040,0100)[0].Modality=MR", "CO20260001")]
    [InlineData("(0040,0100)[0].Modality=ECG", "CO20260002")]
    [InlineData("(0040,0100)[0].Modality=US", null)]
    [InlineData("(0040,0100)[0].ScheduledProcedureStepStartDate=20260801-20260802", "CO20260001", "CO20260002")]
    [InlineData("(0040,0100)[0].ScheduledProcedureStepStartDate=20260802-", null)]
    [InlineData("(0040,0100)[0].ScheduledStationAETitle=FINDSCU", "CO20260001", "CO20260002")]
    [InlineData("(0040,0100)[0].ScheduledStationAETitle=OTHER", null)]
    [InlineData("PatientID=p-2", "CO20260002")]
    public async Task Findscu_gets_what_matches_inside_the_step_sequence_and_outside(string key, params string?[] expected)
    {
        await using var node = await WithOrders();
        var (code, output) = await Peer.Run("findscu", "-W", "-aec", "TELEMED", "127.0.0.1", $"{node.Port}",
            "-k", "AccessionNumber", "-k", "PatientName", "-k", "(0040,0100)[0].ScheduledProcedureStepDescription", "-k", key);
        Assert.True(code == 0, output);
        foreach (var accession in (string[])["CO20260001", "CO20260002"])
            Assert.Equal(expected?.Contains(accession) == true, output.Contains(accession, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Equipment_of_another_institution_sees_none_of_it()
    {
        await using var node = await WithOrders();
        var (_, output) = await Peer.Run("findscu", "-W", "-aet", "STORESCU", "-aec", "TELEMED", "127.0.0.1", $"{node.Port}", "-k", "AccessionNumber", "-k", "PatientName");
        Assert.DoesNotContain("CO2026", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Our_findscu_shows_the_worklist_with_its_chinese_texts()
    {
        await using var node = await WithOrders();
        var (code, output) = await Peer.RunTool("findscu", "--model", "worklist", "--aet", "MODALITY", "--aec", "TELEMED",
            "-k", "PatientName=王*", "-k", "ScheduledProcedureStepSequence.Modality=CT", "-k", "ScheduledProcedureStepSequence.ScheduledProcedureStepDescription", "127.0.0.1", $"{node.Port}");
        Assert.True(code == 0, output);
        Assert.Contains("[王小东]", output, StringComparison.Ordinal);
        Assert.Contains("[远程影像会诊检查]", output, StringComparison.Ordinal);
        Assert.Contains("1 found: done", output, StringComparison.Ordinal);
    }

    private static async Task<Node> WithOrders()
    {
        var node = await Node.Start();
        node.Orders.All.AddRange([("hospital-1", Wang), ("hospital-1", Li)]);
        return node;
    }
}
