using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Accounts.Listing;
using Telemed.Accounts.Signing;
using Telemed.Accounts.SigningIn;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Accounts.Administering;

/// <summary>A password for the next sign-in, for somebody who forgot theirs. The private key cannot be opened without the forgotten one: a physician gets a new certificate.</summary>
public sealed record ResetPassword(Command By, string Id, string Password) : IRequest<Answer<AccountView>>, IValidated
{
    public void Validate(FieldErrors errors) => Passwords.Validate("password", Password, errors);
}

internal sealed class ResetPasswordHandler(AccountDesk desk, ICaseOwner cases, IPersonVault vault, Passwords passwords, CertificateAuthority authority)
    : IRequestHandler<ResetPassword, Answer<AccountView>>
{
    public async Task<Answer<AccountView>> Handle(ResetPassword request, CancellationToken cancellationToken)
    {
        var (by, id) = (request.By, request.Id);
        if (!by.Caller.Is(Role.Administrator)) return Problem.Forbidden;
        if (!AccountIds.IsId(id) || (await cases.Load(Account.Aggregate, id, cancellationToken)).State is not { Account: not null } state) return Problem.NotFound;
        var secrets = new Dictionary<string, string> { [AccountSecret.PasswordHash] = passwords.Hash(request.Password) };
        var facts = new List<AccountEvent>();
        if (state.PractitionerId is { } practitioner)
        {
            var issued = authority.Issue(practitioner, request.Password, by.At);
            secrets[SigningKeys.FieldOf(issued.Thumbprint)] = issued.EncryptedKeyPem;
            facts.Add(new AccountEvent.CertificateIssued(issued.Thumbprint, issued.CertificatePem));
        }
        await vault.Put(AccountIds.Secrets(id), secrets, [], cancellationToken);
        return await desk.Write(by, id, s => Decision<AccountEvent, AccountRefusal>.All(
            [.. ((Decision<AccountEvent, AccountRefusal>.Happened)Account.ChangePassword(s, null)).Events, .. facts]), cancellationToken);
    }
}

internal static class ResetPasswordEndpoint
{
    public sealed record Body(string? Password);

    public static void Map(RouteGroupBuilder accounts) => accounts.MapPost("{id}/actions/resetPassword", Post);

    private static async Task<IResult> Post(string id, Body body, HttpContext http, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new ResetPassword(http.Command(), id, body.Password!), ct)).ToResult(http);
}
