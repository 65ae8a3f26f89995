using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Telemed.Accounts.SigningIn;
using Telemed.Contracts;

namespace Telemed.Web.Hosting;

/// <summary>Who calls: by bearer token, by the page's cookie, or by the hub's <c>access_token</c>.</summary>
internal sealed class Identification(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, SessionTokens sessions)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string Scheme_ = "Telemed";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var (token, byCookie) = Token();
        if (token is null) return AuthenticateResult.NoResult();
        if (byCookie && !HttpMethods.IsGet(Request.Method) && !HttpMethods.IsHead(Request.Method) && !Request.Headers.ContainsKey("X-Telemed"))
            return AuthenticateResult.Fail("A cookie alone does not authorise a change.");   // another site can send the cookie, but not the header
        if (await sessions.Identify(token, Context.RequestAborted) is not { } known) return AuthenticateResult.Fail("No such session.");
        Context.Features.Set(known.Caller);
        Context.Features.Set(known.Session);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, known.Caller.AccountId)], Scheme.Name);
        return AuthenticateResult.Success(new(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        new Problem(401, "not-signed-in", new("请先登录", "Sign in first")).ToResult(Context).ExecuteAsync(Context);

    private (string? Token, bool ByCookie) Token()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return (header["Bearer ".Length..].Trim(), false);
        if (Request.Path.StartsWithSegments("/hubs") && Request.Query["access_token"].ToString() is { Length: > 0 } query) return (query, false);
        return (Request.Cookies[SessionCookie.Name], !Request.Path.StartsWithSegments("/hubs"));
    }
}
