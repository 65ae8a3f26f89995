using System.Text;

namespace Telemed.Referrals.Tests;

/// <summary>The read model is the log's and nothing else's.</summary>
public sealed class RebuildTests
{
    private static readonly string[] Tables =
    [
        "SELECT id, hex(row) FROM referrals ORDER BY 1", "SELECT patient, id FROM referral_live ORDER BY 1, 2", "SELECT target, what, source FROM referral_owed ORDER BY 1, 2, 3",
        "SELECT b.name, c.state, c.kind, c.rank, c.n FROM case_counts c JOIN case_boxes b USING (box) WHERE c.n<>0 ORDER BY 1, 2, 3, 4",
        "SELECT b.name, p.state, p.id FROM case_places p JOIN case_boxes b USING (box) ORDER BY 1, 2, 3", "SELECT id, name, due FROM case_clocks ORDER BY 1, 2",
        "SELECT topic, seq, type, at, data FROM topics ORDER BY 1, 2", "SELECT box, name FROM case_boxes ORDER BY 1",
    ];

    [Fact]
    public async Task A_rebuilt_read_model_is_the_same()
    {
        using var folder = new Folder();
        string before;
        await using (var desk = await Desk.Open(folder.Path))
        {
            await desk.File(Desk.Body("urgent"));
            var declined = await desk.File();
            await desk.Act("office", declined, "decline", new { reasonCode = "noBed" });
            var id = await desk.File(Desk.Body("emergency"));
            await desk.Act("author", id, "depart");
            await desk.Act("office", id, "accept", new { bedId = "bed-3" });
            await desk.Act("office", id, "arrive");
            await desk.Act("doctor", id, "admit", new { ward = "一病区" });
            var returned = await desk.Act("doctor", id, "returnDown", new { plan = new { medication = "a" }, summary = new { diagnosis = "a", course = "b", plan = "c" } });
            await desk.Act("author", (string)returned["returnedBy"]!["id"]!, "receive");
            await desk.Applied(id, (await desk.Owner.Load(Referral.Aggregate, id, default)).Version);   // it has heard of the reception
            before = Dump(desk);
        }
        foreach (var file in Directory.GetFiles(folder.Path, "read.db*")) File.Delete(file);
        await using (var desk = await Desk.Open(folder.Path)) Assert.Equal(before, Dump(desk));
    }

    private static string Dump(Desk desk)
    {
        using var db = desk.ReadModel.OpenReader();
        var text = new StringBuilder();
        foreach (var sql in Tables)
        {
            using var command = db.CreateCommand();
            command.CommandText = sql;
            using var rows = command.ExecuteReader();
            while (rows.Read())
                for (var i = 0; i < rows.FieldCount; i++) text.Append(rows.GetValue(i)).Append(i + 1 < rows.FieldCount ? '|' : '\n');
        }
        Assert.True(text.Length > 1000);
        return text.ToString();
    }
}
