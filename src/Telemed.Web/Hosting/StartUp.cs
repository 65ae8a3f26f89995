using Telemed.ReadModel;

namespace Telemed.Web.Hosting;

/// <summary>What must run before the first answer counts: the read model, and once the demo region.</summary>
internal sealed partial class StartUp(ProjectionEngine readModel, Readiness readiness, Settings settings, IServiceProvider services, ILogger<StartUp> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        readiness.Seeding = settings.Demo;
        await readModel.StartAsync(cancellationToken);
        _ = Finish();
    }

    public Task StopAsync(CancellationToken cancellationToken) => readModel.StopAsync(cancellationToken);

    private async Task Finish()
    {
        try
        {
            await readModel.CaughtUp;
            if (settings.Demo) await Demo.DemoSeed.Run(services);
            readiness.Seeding = false;
        }
        catch (Exception e)
        {
            Failed(e);   // readiness stays false and says so
        }
    }

    [LoggerMessage(1002, LogLevel.Critical, "The demo region could not be seeded")]
    private partial void Failed(Exception e);
}
