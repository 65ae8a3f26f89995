using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http.Features;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Telemed.Dicom.Dimse;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Web.Hosting;

/// <summary>Sends traces, measures and logs by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a collector; the other <c>OTEL_*</c> variables hold as the standard says.</summary>
internal sealed class Observing(IServiceProvider services) : IHostedLifecycleService, IDisposable
{
    public const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Sources = [Telemetry.Name, "Microsoft.AspNetCore", "Microsoft.AspNetCore.SignalR.Server"];

    private static readonly string[] Meters =
        [Telemetry.Name, DimseMeasures.Name, "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections"];

    private readonly Meter own = new(Telemetry.Name);
    private TracerProvider? traces;
    private MeterProvider? measures;

    /// <exception cref="SettingException">The endpoint is no address.</exception>
    public static void Add(WebApplicationBuilder builder)
    {
        if (builder.Configuration[EndpointKey] is not { Length: > 0 } endpoint) return;
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out _)) throw new SettingException($"{EndpointKey} must be an address such as http://127.0.0.1:4317, not '{endpoint}'.");
        builder.Logging.AddOpenTelemetry(logs => logs.SetResourceBuilder(Platform()).AddOtlpExporter());
        builder.Services.AddHostedService<Observing>();
    }

    /// <summary>Calls the request's span by method and route, as the conventions ask; the framework leaves a name of its own.</summary>
    public static async Task Name(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (http.Features.Get<IHttpActivityFeature>()?.Activity is not { Recorded: true } span) return;
        if ((http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } route)
        {
            span.DisplayName = $"{http.Request.Method} {route.TrimEnd('/')}";
            span.SetTag("http.route", route);
        }
        span.SetTag("http.request.method", http.Request.Method).SetTag("http.response.status_code", http.Response.StatusCode);
    }

    /// <summary>Before anything else starts: the first spans are of the start itself.</summary>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        var readModel = services.GetRequiredService<ProjectionEngine>();
        own.CreateObservableGauge("telemed.read_model.lag", () => readModel.Health.Lag.TotalSeconds, "s", "Age of the newest applied append while there is more to read");
        own.CreateObservableCounter("telemed.read_model.appends", () => readModel.Health.Applied, "{append}", "Appends applied to the read model since the start");
        traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(Platform()).AddSource(Sources).AddOtlpExporter().Build();
        measures = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(Platform()).AddMeter(Meters).AddOtlpExporter().Build();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>After everything else has stopped: what is still in memory is sent.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.Run(Dispose, cancellationToken);

    public void Dispose()
    {
        traces?.Dispose();
        measures?.Dispose();
        own.Dispose();
    }

    private static ResourceBuilder Platform() => ResourceBuilder.CreateEmpty()
        .AddService("telemed", serviceVersion: typeof(Observing).Assembly.GetName().Version?.ToString(3)).AddEnvironmentVariableDetector();
}
