using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Telemed.Indicators;

/// <summary>The only public entry of this context.</summary>
public static class IndicatorsModule
{
    /// <summary>Handlers are found by the host; this adds what they need.</summary>
    public static IServiceCollection AddIndicators(this IServiceCollection services) => services;

    /// <param name="api">Requires sign-in; prefix <c>/api/v1</c>.</param>
    public static void MapIndicators(this IEndpointRouteBuilder api) => _ = api;
}
