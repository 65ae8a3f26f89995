using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Telemed.Contracts;
using Telemed.Governance.ReadingAccess;
using Telemed.ReadModel;

namespace Telemed.Governance;

/// <summary>Puts governance into the host: policy packs, and who read what.</summary>
public static class GovernanceModule
{
    /// <summary>The policy packs; a bad pack stops the start.</summary>
    public static IServiceCollection AddGovernance(this IServiceCollection services) => services
        .AddSingleton<IPolicies>(PolicyPacks.Embedded())
        .AddSingleton<IAccessLog, AccessLog>().AddSingleton<IProjection, AccessProjection>();

    public static void MapGovernance(RouteGroupBuilder signedIn) => GetReadsEndpoint.Map(signedIn);
}
