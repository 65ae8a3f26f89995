using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Telemed.Examinations;

/// <summary>The only public entry of this context.</summary>
public static class ExaminationsModule
{
    /// <summary>Needs the read model, the case owner and the directory; handlers are found by the host.</summary>
    public static IServiceCollection AddExaminations(this IServiceCollection services) => services;

    /// <param name="api">Requires sign-in; prefix <c>/api/v1</c>.</param>
    public static void MapExaminations(this IEndpointRouteBuilder api)
    {
    }
}
