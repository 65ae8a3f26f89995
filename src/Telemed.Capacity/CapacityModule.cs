using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Telemed.Capacity;

/// <summary>The only public entry of this context.</summary>
public static class CapacityModule
{
    /// <summary>Handlers are found by the host; this adds what they need.</summary>
    public static IServiceCollection AddCapacity(this IServiceCollection services) => services;

    /// <param name="api">Requires sign-in; prefix <c>/api/v1</c>.</param>
    public static void MapCapacity(this IEndpointRouteBuilder api) => _ = api;
}
