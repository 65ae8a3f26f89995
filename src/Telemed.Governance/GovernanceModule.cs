using Microsoft.Extensions.DependencyInjection;
using Telemed.Contracts;

namespace Telemed.Governance;

/// <summary>Puts governance into the host.</summary>
public static class GovernanceModule
{
    /// <summary>The policy packs; a bad pack stops the start.</summary>
    public static IServiceCollection AddGovernance(this IServiceCollection services) => services.AddSingleton<IPolicies>(PolicyPacks.Embedded());
}
