using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Accounts.SigningIn;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Accounts.SecondFactor;

/// <summary>First call, without a code: gives a secret to put into an authenticator app. Second call, with secret and code: enrols it.</summary>
public sealed record EnrolSecondFactor(Command By, string Password, string? Secret, string? Code) : IRequest<Answer<SecondFactorSecret>>;

/// <param name="Secret">Base 64; sent back with the first code.</param>
/// <param name="Base32">For typing into the app.</param>
/// <param name="Enrolled">True once the code has proved that the app has it.</param>
public sealed record SecondFactorSecret(string Secret, string Base32, bool Enrolled);

internal sealed class EnrolSecondFactorHandler(ICaseOwner cases, IPersonVault vault, Passwords passwords)
    : IRequestHandler<EnrolSecondFactor, Answer<SecondFactorSecret>>
{
    public async Task<Answer<SecondFactorSecret>> Handle(EnrolSecondFactor request, CancellationToken cancellationToken)
    {
        var id = request.By.Caller.AccountId;
        var secrets = await vault.Get(AccountIds.Secrets(id), cancellationToken);
        if (!passwords.Verify(secrets, request.Password)) return Refusals.ToProblem(AccountRefusal.WrongPassword);
        if (request.Secret is null || request.Code is null)
        {
            var fresh = OneTimeCode.NewSecret();
            return Answer<SecondFactorSecret>.Ok(new(Convert.ToBase64String(fresh), OneTimeCode.Base32(fresh), false));
        }
        var secret = new byte[20];
        if (!Convert.TryFromBase64String(request.Secret, secret, out var length) || length != secret.Length || !OneTimeCode.Verify(secret, request.Code, request.By.At))
            return Refusals.ToProblem(AccountRefusal.WrongCode);
        if ((await cases.Load(Account.Aggregate, id, cancellationToken)).State.SecondFactor) return Refusals.ToProblem(AccountRefusal.SecondFactorPresent);
        await vault.Put(AccountIds.Secrets(id), new Dictionary<string, string> { [AccountSecret.SecondFactor] = request.Secret }, [], cancellationToken);
        var outcome = await cases.Transact(Account.Aggregate, id, null, request.By.Context(), Account.EnrolSecondFactor, cancellationToken);
        return outcome.ToAnswer(new(Account.Aggregate.Category, id), (_, _) => new SecondFactorSecret(request.Secret, OneTimeCode.Base32(secret), true));
    }
}

internal static class SecondFactorEndpoint
{
    public sealed record Body(string? Password, string? Secret, string? Code);

    public static void Map(RouteGroupBuilder signedIn) => signedIn.MapPost("session/second-factor", Post);

    private static async Task<IResult> Post(Body body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new EnrolSecondFactor(http.Command(), body.Password ?? "", body.Secret, body.Code), ct)).ToResult(http);
}
