using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Telemed.Accounts.SigningIn;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Web.Hosting;

/// <summary>What happens to every request before its endpoint, and to every failure after it.</summary>
internal static class Requests
{
    private const int LargestKeyedBody = 1_000_000;
    private const string RetryAfter = "5";   // seconds: until then the balancer has found another node

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
            var hash = Convert.ToHexStringLower(sha.GetHashAndReset().AsSpan(0, 16));
            http.Features.Set(new BodyHash(hash));
            if (http.Features.Get<Caller>() is { } caller)
            {
                await NextOnce(http, caller.AccountId, key.ToString(), hash, next);
                return;
            }
        }
        await next(http);
    }

    private static async Task NextOnce(HttpContext http, string account, string key, string hash, RequestDelegate next)
    {
        var keys = http.RequestServices.GetRequiredService<UsedKeys>();
        if (keys.IsReused(account, key, hash))
        {
            await Problem.KeyReused.ToResult(http).ExecuteAsync(http);
            return;
        }
        await next(http);
        if (http.Response.StatusCode is >= 200 and < 300) keys.Succeeded(account, key, hash);
    }

    /// <summary>Whose password is for the first sign-in only changes it before anything else.</summary>
    public static Task PasswordFirst(HttpContext http, RequestDelegate next) =>
        http.Features.Get<SessionFeature>() is { MustChangePassword: true } && http.GetEndpoint() is { } endpoint
            && endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null && endpoint.Metadata.GetMetadata<BeforePasswordChange>() is null
            ? new Problem(403, "password-change-required", new("请先修改初始密码", "Change the first password before anything else")).ToResult(http).ExecuteAsync(http)
            : next(http);

    /// <summary>Malformed JSON is the client's mistake and is told as such; anything else is ours and tells nothing.</summary>
    public static Task Failed(HttpContext http)
    {
        var error = http.Features.Get<IExceptionHandlerFeature>()?.Error;
        if (IsNewer(error) || error is ReadModelStoppedException) http.Response.Headers.RetryAfter = RetryAfter;
        var problem = error is BadHttpRequestException bad
            ? Unreadable.FieldOf(bad) is { } field ? Problem.Invalid([field])
            : new Problem(bad.StatusCode, bad.StatusCode == 413 ? "too-large" : "malformed-request", new("请求格式有误", "The request is malformed"))
            : IsNewer(error) ? Problem.NewerVersion
            : error is ReadModelStoppedException ? Problem.ReadModelStopped
            : new Problem(500, "internal-error", new("系统内部错误，请稍后重试", "Something went wrong on our side; try again later"));
        return problem.ToResult(http).ExecuteAsync(http);
    }

    /// <summary>Whether a failure means that this node is older than what it met in the log (ADR-0034).</summary>
    public static bool IsNewer(Exception? error) => error is UnknownEventException or ReadModelStoppedException { Newer: true };
}
