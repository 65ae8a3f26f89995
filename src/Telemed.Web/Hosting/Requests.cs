using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Diagnostics;
using Telemed.Contracts;

namespace Telemed.Web.Hosting;

/// <summary>What happens to every request before its endpoint, and to every failure after it.</summary>
internal static class Requests
{
    private const int LargestKeyedBody = 1_000_000;

    /// <summary>Hashes method, path and body of requests that carry an <c>Idempotency-Key</c>.</summary>
    public static async Task HashBody(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Headers.TryGetValue("Idempotency-Key", out var key) && HttpMethods.IsPost(http.Request.Method))
        {
            if (key.ToString().Length is 0 or > 200 || http.Request.ContentLength > LargestKeyedBody)
            {
                await new Problem(400, "invalid-idempotency-key", new("幂等键无效或内容过大", "The idempotency key is not valid, or the body is too large for one")).ToResult(http).ExecuteAsync(http);
                return;
            }
            http.Request.EnableBuffering(LargestKeyedBody, LargestKeyedBody);
            using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            sha.AppendData(Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path}\n"));
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            sha.AppendData(body.GetBuffer().AsSpan(0, (int)body.Length));
            http.Request.Body.Position = 0;
            http.Features.Set(new BodyHash(Convert.ToHexStringLower(sha.GetHashAndReset().AsSpan(0, 16))));
        }
        await next(http);
    }

    /// <summary>Malformed JSON is the client's mistake and is told as such; anything else is ours and tells nothing.</summary>
    public static Task Failed(HttpContext http)
    {
        var error = http.Features.Get<IExceptionHandlerFeature>()?.Error;
        var problem = error is BadHttpRequestException bad
            ? new Problem(bad.StatusCode, bad.StatusCode == 413 ? "too-large" : "malformed-request", new("请求格式有误", "The request is malformed"))
            : new Problem(500, "internal-error", new("系统内部错误，请稍后重试", "Something went wrong on our side; try again later"));
        return problem.ToResult(http).ExecuteAsync(http);
    }

    /// <summary>Paths of the API that do not exist answer like any other problem.</summary>
    public static Task Unknown(HttpContext http) => Problem.NotFound.ToResult(http).ExecuteAsync(http);
}
