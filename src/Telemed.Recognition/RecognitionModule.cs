using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Telemed.Recognition;

/// <summary>The only public entry of this context.</summary>
public static class RecognitionModule
{
    /// <summary>Needs the read model, the case owner and the directory; handlers are found by the host.</summary>
    public static IServiceCollection AddRecognition(this IServiceCollection services) => services;

    /// <param name="api">Requires sign-in; prefix <c>/api/v1</c>.</param>
    public static void MapRecognition(this IEndpointRouteBuilder api)
    {
    }
}
