using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Accounts.SigningIn;

/// <summary>Opens a session. Every refusal is 401 and takes the same path, so that nobody learns which accounts exist.</summary>
public sealed record SignIn(string Account, string Password, DateTimeOffset At) : IRequest<Answer<SignedInUser>>;

/// <summary>A session just opened; <paramref name="Token"/> is shown once.</summary>
public sealed record SignedInUser(string? Token, DateTimeOffset ExpiresAt, User User);

internal sealed class SignInHandler(ICaseOwner cases, IPersonVault vault, Passwords passwords, Users users) : IRequestHandler<SignIn, Answer<SignedInUser>>
{
    public async Task<Answer<SignedInUser>> Handle(SignIn request, CancellationToken cancellationToken)
    {
        var id = AccountIds.Of(request.Account);
        var seen = await cases.Load(Account.Aggregate, id, cancellationToken);
        if (Account.MayTry(seen.State, request.At) is AccountRefusal.TooManyAttempts)
            return Refusals.ToProblem(AccountRefusal.TooManyAttempts).With("retryAfter", seen.State.NotBefore);
        var right = passwords.Verify(await vault.Get(AccountIds.Secrets(id), cancellationToken), request.Password);
        if (seen.State.Account is null) return Refusals.ToProblem(AccountRefusal.WrongCredentials);

        var secret = SessionTokens.NewSecret();
        var hash = SessionTokens.Hash(secret);
        var context = new CommandContext(Guid.CreateVersion7().ToString("N"), null, new(id), request.At);
        var outcome = await cases.Transact(Account.Aggregate, id, null, context, state => Account.SignIn(state, right, hash, request.At), cancellationToken);
        return outcome switch
        {
            Outcome<AccountState, AccountRefusal>.Done done when right => Answer<SignedInUser>.Done(
                new($"{id}.{secret}", done.State.Sessions[hash], await users.Describe(id, done.State, cancellationToken)),
                new(Account.Aggregate.Category, id), done.Version),
            Outcome<AccountState, AccountRefusal>.Refused refused =>
                Refusals.ToProblem(refused.Reason).With("retryAfter", refused.State.NotBefore),
            _ => Refusals.ToProblem(AccountRefusal.WrongCredentials),
        };
    }
}

internal static class SessionEndpoints
{
    public sealed record Credentials(string? Account, string? Password);

    public static void Map(RouteGroupBuilder open, RouteGroupBuilder signedIn)
    {
        open.MapPost("session", Post);
        signedIn.MapGet("session", Get).WithMetadata(BeforePasswordChange.Allowed);
        signedIn.MapDelete("session", Delete).WithMetadata(BeforePasswordChange.Allowed);
    }

    private static async Task<IResult> Post(Credentials body, bool? cookie, HttpContext http, IMediator mediator, TimeProvider clock, CancellationToken ct)
    {
        var answer = await mediator.Send(new SignIn(body.Account ?? "", body.Password ?? "", clock.GetUtcNow()), ct);
        if (answer.Problem is not null || cookie is not true) return answer.ToResult(http);
        http.Response.Cookies.Append(SessionCookie.Name, answer.Value.Token!, SessionCookie.Options(http, answer.Value.ExpiresAt));
        return Results.Ok(answer.Value with { Token = null });
    }

    private static async Task<IResult> Get(HttpContext http, Users users, ICaseOwner cases, CancellationToken ct)
    {
        var id = http.Caller().AccountId;
        return Results.Ok(await users.Describe(id, (await cases.Load(Account.Aggregate, id, ct)).State, ct));
    }

    private static async Task<IResult> Delete(HttpContext http, ICaseOwner cases, TimeProvider clock, CancellationToken ct)
    {
        var session = http.Features.Get<SessionFeature>()!.Hash;
        var id = http.Caller().AccountId;
        var context = new CommandContext(Guid.CreateVersion7().ToString("N"), null, new(id), clock.GetUtcNow());
        await cases.Transact(Account.Aggregate, id, null, context, state => Account.SignOut(state, session), ct);
        http.Response.Cookies.Delete(SessionCookie.Name);
        return Results.NoContent();
    }
}

/// <summary>Which session the request came in on.</summary>
/// <param name="Hash">Of its token.</param>
/// <param name="MustChangePassword">Nothing else may be done before.</param>
public sealed record SessionFeature(string Hash, bool MustChangePassword);

/// <summary>The cookie of the page: not readable by script, never sent from another site.</summary>
public static class SessionCookie
{
    public const string Name = "telemed";

    internal static CookieOptions Options(HttpContext http, DateTimeOffset expires) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, Expires = expires, Path = "/" };
}
