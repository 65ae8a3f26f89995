using MediatR;
using Orleans.Configuration;
using Telemed.Cases.Timing;
using Telemed.Kernel;
using Telemed.Silos.Grains;
using Telemed.Silos.Membership;
using Telemed.Silos.Routing;

namespace Telemed.Silos;

/// <summary>Adds a silo to the web host: cases live in grains, and every command of a case is sent to its grain.</summary>
internal static class SiloHost
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RemindersFirst = TimeSpan.FromSeconds(30);

    public static void Add(WebApplicationBuilder builder)
    {
        var settings = SiloSettings.Read(builder.Configuration);
        var owner = builder.Services.Last(service => service.ServiceType == typeof(ICaseOwner));
        builder.Services.Remove(owner);
        builder.Services
            .AddSingleton(provider => new GrainCaseOwner((ICaseOwner)owner.ImplementationFactory!(provider))).AddSingleton<ICaseOwner>(provider => provider.GetRequiredService<GrainCaseOwner>())
            .AddSingleton<CaseCommands>().AddSingleton<CaseDesk>().AddSingleton<LastWrites>()
            .AddSingleton<ICaseClocks, GrainClocks>().AddSingleton(new ClockGrace(RemindersFirst))
            .AddSingleton(typeof(IPipelineBehavior<,>), typeof(RouteBehavior<,>));
        builder.UseOrleans(silo => Configure(silo, settings));
    }

    private static void Configure(ISiloBuilder silo, SiloSettings settings)
    {
        silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (settings.ClusterId, "telemed"))
            .Configure<SiloOptions>(options => options.SiloName = settings.Name ?? options.SiloName)
            .Configure<SiloMessagingOptions>(options => options.ResponseTimeout = AnswerWithin)
            // a killed silo is voted out after three unanswered probes; meanwhile its commands run where they arrive. Shorter, and silos of a starved machine vote each other out
            .Configure<ClusterMembershipOptions>(options => (options.ProbeTimeout, options.NumMissedProbesLimit) = (TimeSpan.FromSeconds(2), 3))
            .ConfigureEndpoints(settings.Address, settings.Port, settings.GatewayPort, listenOnAnyHostAddress: false);
        switch (settings.Members)
        {
            case Members.Postgres:
                silo.UsePostgresMembers(settings.Connection!);
                break;
            case Members.Cosmos:
                silo.UseCosmosMembers(settings.Connection!);
                break;
            default:
                silo.UseDevelopmentClustering(settings.Primary ?? new(settings.Address, settings.Port)).UseInMemoryReminderService();
                break;
        }
        if (settings.Certificate is { } own) silo.UseTlsBetweenSilos(own, settings.Authority);
    }
}
