using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Telemed.Cases.Consenting;
using Telemed.Cases.Listing;
using Telemed.Cases.Timing;
using Telemed.ReadModel;

namespace Telemed.Cases;

/// <summary>What every kind of case needs beside its rules: lists, counters and clocks.</summary>
public static class CasesModule
{
    /// <summary>May be called by each context; it is added once.</summary>
    public static IServiceCollection AddCases(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IProjection, CaseTables>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ClockService>());
        services.TryAddSingleton<CaseClocks>();
        services.TryAddSingleton<ICaseClocks>(provider => provider.GetRequiredService<CaseClocks>());
        services.TryAddSingleton<WorklistReader>();
        services.TryAddSingleton<CaseCounts>();
        services.TryAddSingleton<ConsentSigners>();
        return services;
    }
}
