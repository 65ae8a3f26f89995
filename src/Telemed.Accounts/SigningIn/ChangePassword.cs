using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Accounts.Signing;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Accounts.SigningIn;

/// <summary>The owner takes another password; the signing key goes on under it, and every other session ends.</summary>
public sealed record ChangePassword(Command By, string SessionHash, string Current, string Password) : IRequest<Answer<AccountId>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("current", Current, 200);
        Passwords.Validate("password", Password, errors);
        if (Password == Current) errors.Add("password", "unchanged", "新密码不能与原密码相同", "The new password is the old one");
    }
}

/// <summary>Which account it was.</summary>
public sealed record AccountId(string Id);

internal sealed class ChangePasswordHandler(ICaseOwner cases, IPersonVault vault, Passwords passwords, CertificateAuthority authority)
    : IRequestHandler<ChangePassword, Answer<AccountId>>
{
    public async Task<Answer<AccountId>> Handle(ChangePassword request, CancellationToken cancellationToken)
    {
        var (by, id) = (request.By, request.By.Caller.AccountId);
        var state = (await cases.Load(Account.Aggregate, id, cancellationToken)).State;
        if (Account.MayTry(state, by.At) is { } tooEarly) return Refusals.ToProblem(tooEarly).With("retryAfter", state.NotBefore);
        var secrets = await vault.Get(AccountIds.Secrets(id), cancellationToken);
        if (!passwords.Verify(secrets, request.Current))
        {
            // a wrong password here counts like a wrong password at the door
            await cases.Transact(Account.Aggregate, id, null, by.Context(), s => Account.SignIn(s, false, "", by.At), cancellationToken);
            return Refusals.ToProblem(AccountRefusal.WrongPassword);
        }
        var changed = new Dictionary<string, string> { [AccountSecret.PasswordHash] = passwords.Hash(request.Password) };
        if (SigningKeys.Of(state, secrets!) is { } key) changed[key.Field] = authority.Rewrap(key.Pem, request.Current, request.Password);
        await vault.Put(AccountIds.Secrets(id), changed, [], cancellationToken);
        var outcome = await cases.Transact(Account.Aggregate, id, null, by.Context(), s => Account.ChangePassword(s, request.SessionHash), cancellationToken);
        return outcome.ToAnswer(new(Account.Aggregate.Category, id), (_, _) => new AccountId(id));
    }
}

internal static class ChangePasswordEndpoint
{
    public sealed record Body(string? Current, string? Password);

    public static void Map(RouteGroupBuilder signedIn) => signedIn.MapPost("session/password", Post).WithMetadata(BeforePasswordChange.Allowed);

    private static async Task<IResult> Post(Body body, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var answer = await mediator.Send(new ChangePassword(http.Command(), http.Features.Get<SessionFeature>()!.Hash, body.Current!, body.Password!), ct);
        return answer.Problem is null ? Results.NoContent() : answer.ToResult(http);
    }
}
