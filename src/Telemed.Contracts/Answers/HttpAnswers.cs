using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Telemed.Contracts;

/// <summary>From HTTP to a command, and from an answer to HTTP. Used by every endpoint.</summary>
public static class HttpAnswers
{
    /// <summary>The signed-in caller; set by the host before any endpoint runs.</summary>
    /// <exception cref="InvalidOperationException">The endpoint does not require sign-in.</exception>
    public static Caller Caller(this HttpContext http) =>
        http.Features.Get<Caller>() ?? throw new InvalidOperationException("This endpoint is open to callers who have not signed in.");

    /// <summary>Chinese unless the client prefers English.</summary>
    public static Language Language(this HttpContext http) =>
        http.Request.Headers.AcceptLanguage.ToString().TrimStart().StartsWith("en", StringComparison.OrdinalIgnoreCase) ? Contracts.Language.En : Contracts.Language.Zh;

    /// <summary>The command that this request carries, apart from its body.</summary>
    public static Command Command(this HttpContext http)
    {
        var caller = http.Caller();
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        var id = key.Length == 0
            ? Guid.CreateVersion7().ToString("N")
            : CommandId(caller.AccountId, key);
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        return new(caller, id, key.Length == 0 ? null : http.Features.Get<BodyHash>()?.Value, http.IfMatch(), now);
    }

    /// <summary>An account's key; one that begins with its time (UUID version 7) keeps its place in time.</summary>
    private static string CommandId(string account, string key)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{account}\n{key}")).AsSpan(0, 16));
        return Guid.TryParse(key, out var sent) && sent.Version == 7 ? string.Concat(sent.ToString("N").AsSpan(0, 13), hash.AsSpan(13)) : hash;
    }

    /// <summary>The version in <c>If-Match</c>, if there is one; <c>*</c> counts as none, anything unreadable as a version nobody has.</summary>
    public static long? IfMatch(this HttpContext http)
    {
        var tag = http.Request.Headers.IfMatch.ToString();
        if (tag.Length == 0 || tag == "*") return null;
        return long.TryParse(tag.AsSpan().TrimStart("W/").Trim('"'), CultureInfo.InvariantCulture, out var version) ? version : -1;
    }

    /// <summary>The HTTP answer: the value with its ETag, or the problem in the caller's language.</summary>
    public static IResult ToResult<T>(this Answer<T> answer, HttpContext http)
    {
        if (answer.Problem is { } problem) return problem.ToResult(http);
        if (answer.Version is { } version) http.Response.Headers.ETag = $"\"{version}\"";
        if (answer.Wrote is { } wrote) http.Response.Headers["Telemed-Wrote"] = $"{wrote.Stream.Value}@{wrote.Version}";
        return answer.Location is { } location ? Results.Created(location, answer.Value) : Results.Ok(answer.Value);
    }

    /// <summary>The problem as <c>application/problem+json</c> (RFC 9457).</summary>
    public static IResult ToResult(this Problem problem, HttpContext http)
    {
        var language = http.Language();
        var members = new Dictionary<string, object?> { ["code"] = problem.Code };
        if (problem.Fields is { } fields)
            members["errors"] = fields.GroupBy(f => f.Field).ToDictionary(g => g.Key, g => g.Select(f => new { f.Code, Text = f.Text.In(language) }).ToArray());
        foreach (var (name, value) in problem.Extensions ?? new Dictionary<string, object?>()) members[name] = value;
        return Results.Problem(statusCode: problem.Status, title: problem.Text.In(language), type: $"urn:telemed:problem:{problem.Code}", extensions: members);
    }
}

/// <summary>Hash of method, path and body of a request with an <c>Idempotency-Key</c>; set by the host.</summary>
public sealed record BodyHash(string Value);
