using System.Text;

namespace Telemed.Web.Tests.Results;

/// <summary>SIGKILL in the middle of an import, again and again over one data folder.</summary>
public sealed class ImportCrashTests(ITestOutputHelper output)
{
    private const int Patients = 5;
    private const int PerPatient = 1000;
    private const int Kills = 2;

    [Fact]
    public async Task An_import_goes_on_after_a_kill_and_each_row_is_taken_exactly_once()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("telemed-import-").FullName;
        string[] patients;
        string import;
        await using (var first = await PlatformProcess.Start(folder))
        {
            using var township = await first.SignedIn("township");
            using var county = await first.SignedIn("countyoffice");
            patients = await Task.WhenAll(Enumerable.Range(0, Patients).Select(_ => Work.Patient(township)));
            import = await county.Upload(File(patients));
            await Cut(first, county, import, 500);
        }
        for (var kill = 1; kill < Kills; kill++)
        {
            await using var again = await PlatformProcess.Start(folder);
            using var county = await again.SignedIn("countyoffice");
            await Cut(again, county, import, 2500);
        }
        await using (var last = await PlatformProcess.Start(folder))
        {
            using var county = await last.SignedIn("countyoffice");
            var done = await county.Watch(import, Rows.Ended);
            Assert.Equal(("done", Patients * PerPatient), (done.GetProperty("state").GetString(), done.GetProperty("rows").GetInt32()));
            Assert.Equal((Patients * (PerPatient - 1), Patients), (done.GetProperty("taken").GetInt32(), done.GetProperty("refusedCount").GetInt32()));
            Assert.Equal(Enumerable.Range(0, Patients).Select(p => (Line: Patients * 700 + p + 2, Field: "itemCode", Code: "unknown")), await county.Refused(import));
            for (var p = 0; p < Patients; p++)
                Assert.Equal(Enumerable.Range(0, PerPatient).Where(n => n != 700).Select(n => $"C-{p}-{n:D4}"), (await county.Numbers(patients[p])).Order(StringComparer.Ordinal));
        }
        Assert.Equal(0, (await PlatformProcess.Command(folder, "audit", "verify")).Code);
        System.IO.Directory.Delete(folder, recursive: true);
    }

    /// <summary>Kills the process when so many rows are done with and before all are.</summary>
    private async Task Cut(PlatformProcess platform, HttpClient county, string import, int rows)
    {
        var now = await county.Watch(import, i => i.GetProperty("rows").GetInt32() >= rows);
        await platform.Kill();
        output.WriteLine($"killed behind row {now.GetProperty("rows")} of {Patients * PerPatient}");
    }

    private static string File(string[] patients)
    {
        var file = new StringBuilder(Rows.Header);
        for (var n = 0; n < PerPatient; n++)
            for (var p = 0; p < patients.Length; p++)
                file.Append(Rows.Row(patients[p], $"C-{p}-{n:D4}", item: n == 700 ? "LAB.NONE" : "LAB.K", value: $"{n}"));
        return file.ToString();
    }
}
