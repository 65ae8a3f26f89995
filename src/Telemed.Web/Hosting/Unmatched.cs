using Microsoft.AspNetCore.Routing.Template;
using Telemed.Contracts;

namespace Telemed.Web.Hosting;

/// <summary>Requests that no endpoint takes: 405 and 415 where the path exists, 404 where it does not, never the page.</summary>
internal static class Unmatched
{
    /// <summary>Tells these routes from those that do something.</summary>
    public static object Mark { get; } = new();

    public static Task Answer(HttpContext http)
    {
        var methods = http.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(known => !known.Metadata.Contains(Mark) && Takes(known, http.Request.Path))
            .SelectMany(known => known.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Distinct().Order(StringComparer.Ordinal).ToArray();
        if (methods.Length == 0) return Problem.NotFound.ToResult(http).ExecuteAsync(http);
        if (methods.Contains(http.Request.Method)) return UnsupportedType.ToResult(http).ExecuteAsync(http);
        http.Response.Headers.Allow = string.Join(", ", methods);
        return NotAllowed.ToResult(http).ExecuteAsync(http);
    }

    private static Problem NotAllowed { get; } = new(405, "method-not-allowed", new("此地址不支持该请求方法", "This address does not take that method"));

    private static Problem UnsupportedType { get; } = new(415, "unsupported-media-type", new("请以 application/json 提交", "Send application/json"));

    private static bool Takes(RouteEndpoint known, PathString path) =>
        known.RoutePattern.RawText is { } pattern && new TemplateMatcher(TemplateParser.Parse(pattern.TrimStart('/')), []).TryMatch(path, []);
}
