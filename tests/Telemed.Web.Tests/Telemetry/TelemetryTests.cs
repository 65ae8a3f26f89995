using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Telemed.Web.Tests.Telemetry;

/// <summary>The platform as a process that sends to a collector: one trace from the request to the hub, and nothing of the patient in it.</summary>
public sealed class TelemetryTests : IAsyncLifetime
{
    private const string Complaint = "突发右侧肢体无力两小时，家属代诉";
    private static readonly string[] Whole = ["POST /api/v1/consultations", "OpenConsultation", "append", "apply", "ring"];
    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("telemed-telemetry-");
    private Collector collector = null!;
    private PlatformProcess platform = null!;

    public async ValueTask InitializeAsync()
    {
        collector = await Collector.Start();
        platform = await PlatformProcess.Start(
            folder.FullName, ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_BSP_SCHEDULE_DELAY", "200"), ("OTEL_METRIC_EXPORT_INTERVAL", "500"));
    }

    public async ValueTask DisposeAsync()
    {
        await platform.DisposeAsync();
        await collector.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task One_trace_leads_from_the_request_to_the_hub_and_tells_nothing_of_the_patient()
    {
        using var township = await platform.SignedIn("township");
        using var office = await platform.SignedIn("office");
        var patient = await Work.Patient(township);
        var request = JsonSerializer.SerializeToNode(Work.Request(patient, await Work.Institution(office)))!;
        request["summary"]!["complaint"] = Complaint;
        const string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        using var message = new HttpRequestMessage(HttpMethod.Post, "/api/v1/consultations") { Content = JsonContent.Create(request) };
        message.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");
        using var made = await township.SendAsync(message, TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.Created, made.StatusCode);

        await All(Whole, () => collector.Spans(trace));
        string[] measures = ["telemed.request.duration", "telemed.log.append.duration", "telemed.read_model.appends", "telemed.read_model.lag", "http.server.request.duration"];
        await All(measures, collector.Measures);
        foreach (var secret in new[] { Complaint, patient, "接口测试" })
            Assert.DoesNotContain(collector.Received, sent => sent.Body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0);
    }

    private static async Task All(IEnumerable<string> wanted, Func<IEnumerable<string>> seen)
    {
        string[] missing = [];
        for (var i = 0; i < 200 && (missing = [.. wanted.Except(seen())]).Length > 0; i++)
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.True(missing.Length == 0, $"missing {string.Join(", ", missing)} among {string.Join(", ", seen())}");
    }
}
