using Telemed.Contracts;
using Telemed.ReadModel;

namespace Telemed.Web.Hosting;

/// <summary>What must run before the platform opens: the read model, and once the demo region.</summary>
internal sealed partial class StartUp(
    ProjectionEngine readModel, PlatformOpening opening, Settings settings, IHostApplicationLifetime host, IServiceProvider services, ILogger<StartUp> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await readModel.StartAsync(cancellationToken);
        _ = Finish();
    }

    public Task StopAsync(CancellationToken cancellationToken) => readModel.StopAsync(cancellationToken);

    private async Task Finish()
    {
        try
        {
            await readModel.CaughtUp;
            await Started();   // a silo, where there is one, starts after this service
            var images = settings.Demo ? await Demo.DemoSeed.Run(services) : null;
            opening.Now();
            if (images is not null) await images();
        }
        catch (Exception e)
        {
            Failed(e);   // the platform does not open, and /health/ready says so
        }
    }

    private async Task Started()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registered = host.ApplicationStarted.Register(started.SetResult);
        await started.Task;
    }

    [LoggerMessage(1002, LogLevel.Critical, "The demo region could not be seeded")]
    private partial void Failed(Exception e);
}
