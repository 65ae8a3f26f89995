using System.Net.Http.Json;
using System.Text.Json;
using Telemed.Testing;
using Telemed.Web.Hosting;
using Telemed.Web.Hosting.Housekeeping;

namespace Telemed.Web.Tests;

/// <summary>The drill: a running platform is backed up, moved to PostgreSQL and back, restored elsewhere; hashes are compared at every step.</summary>
public sealed class HousekeepingTests(ITestOutputHelper output) : IDisposable
{
    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("telemed-drill-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => System.IO.Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_platform_survives_backup_restore_and_the_move_to_another_store_and_back()
    {
        await using var server = await PostgresServer.StartOrSkip();
        var postgres = $"--ConnectionStrings:Postgres={await server.NewDatabase()}";
        var data = $"--Telemed:DataDirectory={folder}/data";
        string patient;
        await using (var app = await Running([data]))
        {
            using var township = await SignedIn(app, "township");
            patient = await Work.Patient(township);
            Assert.Equal((0, true), await Said(say => BackupCommand.Run($"{folder}/while-running", [data], say, Stop), "Backed up"));
        }
        Assert.Equal((0, true), await Said(say => MoveCommand.Run(["--from=sqlite", "--to=postgres", data, postgres], say, Stop), "every hash chain verifies"));
        Assert.Equal((0, true), await Said(say => MoveCommand.Run(["--from=sqlite", "--to=postgres", data, postgres], say, Stop), "every hash chain verifies"));   // again: nothing to do
        string[] onPostgres = [$"--Telemed:DataDirectory={folder}/node", $"--Telemed:KeysDirectory={folder}/data/keys", "--Telemed:Store=postgres", postgres];
        string second;
        await using (var app = await Running(onPostgres))
        {
            using var township = await SignedIn(app, "township");
            Assert.Equal("接口测试", await NameOf(township, patient));
            second = await Work.Patient(township);
            Assert.Equal((0, true), await Said(say => BackupCommand.Run($"{folder}/of-postgres", onPostgres, say, Stop), "Backed up"));
        }
        string[] elsewhere = [$"--Telemed:DataDirectory={folder}/elsewhere"];
        Assert.Equal((0, true), await Said(say => RestoreCommand.Run($"{folder}/of-postgres", elsewhere, say, Stop), "every hash chain verifies"));
        await using (var app = await Running(elsewhere))
        {
            using var township = await SignedIn(app, "township");
            Assert.Equal("接口测试", await NameOf(township, second));
        }
        string[] back = [$"--Telemed:DataDirectory={folder}/back", $"--Telemed:KeysDirectory={folder}/data/keys", postgres];
        Assert.Equal((0, true), await Said(say => MoveCommand.Run(["--from=postgres", "--to=sqlite", .. back], say, Stop), "every hash chain verifies"));
        await using (var app = await Running([.. back]))
        {
            using var township = await SignedIn(app, "township");
            Assert.Equal("接口测试", await NameOf(township, second));
        }
        Assert.Equal((0, true), await Said(say => RotateCommand.Run($"{folder}/next.key", back, say, Stop), "lie under next.key now"));
        File.Move($"{folder}/next.key", $"{folder}/data/keys/master.key", overwrite: true);
        await using (var app = await Running([.. back]))
        {
            using var township = await SignedIn(app, "township");
            Assert.Equal("接口测试", await NameOf(township, second));
            Assert.Equal((0, true), await Said(say => BackupCommand.Run($"{folder}/of-rotated", back, say, Stop), "Backed up"));
        }
        Assert.Equal((0, true), await Said(say => RestoreCommand.Run($"{folder}/of-rotated", [$"--Telemed:DataDirectory={folder}/after"], say, Stop), "every hash chain verifies"));
    }

    [Fact]
    public async Task A_damaged_backup_is_not_restored()
    {
        var data = $"--Telemed:DataDirectory={folder}/data";
        await using (await Running([data])) Assert.Equal((0, true), await Said(say => BackupCommand.Run($"{folder}/backup", [data], say, Stop), "Backed up"));
        var log = await File.ReadAllBytesAsync($"{folder}/backup/events.db", Stop);
        log[log.Length / 2] ^= 1;
        await File.WriteAllBytesAsync($"{folder}/backup/events.db", log, Stop);
        Assert.Equal((1, true), await Said(say => RestoreCommand.Run($"{folder}/backup", [$"--Telemed:DataDirectory={folder}/other"], say, Stop), "events.db is not what the manifest says"));
        Assert.False(File.Exists($"{folder}/other/events.db"));
    }

    private async Task<(int Code, bool Said)> Said(Func<TextWriter, Task<int>> command, string expected)
    {
        using var say = new StringWriter();
        var code = await command(say);
        output.WriteLine(say.ToString());
        return (code, say.ToString().Contains(expected, StringComparison.Ordinal));
    }

    private sealed class Node(Microsoft.AspNetCore.Builder.WebApplication app) : IAsyncDisposable
    {
        public Uri Url => new(app.Urls.First());

        public async ValueTask DisposeAsync()
        {
            await app.StopAsync(CancellationToken.None);
            await app.DisposeAsync();
        }
    }

    private static async Task<Node> Running(string[] settings)
    {
        var app = Platform.Build(["--Urls=http://127.0.0.1:0", "--Telemed:Demo=true", "--Dicom:Enabled=false", "--Logging:LogLevel:Default=Warning", .. settings]);
        await app.StartAsync(Stop);
        using var http = new HttpClient { BaseAddress = new(app.Urls.First()) };
        while (!(await http.GetAsync(new Uri("/health/ready", UriKind.Relative), Stop)).IsSuccessStatusCode) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Stop);
        return new(app);
    }

    private static async Task<HttpClient> SignedIn(Node app, string account)
    {
        var http = new HttpClient { BaseAddress = app.Url };
        using var answer = await http.PostAsJsonAsync("/api/v1/session", new { account, password = "telemed-demo" }, Stop);
        http.DefaultRequestHeaders.Authorization = new("Bearer", (await answer.Json()).GetProperty("token").GetString());
        return http;
    }

    private static async Task<string?> NameOf(HttpClient http, string patient) =>
        (await http.GetFromJsonAsync<JsonElement>($"/api/v1/patients/{patient}", Stop)).GetProperty("name").GetString();
}
