using MediatR;
using Telemed.Accounts.Signing;
using Telemed.Accounts.SigningIn;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Accounts.Opening;

/// <summary>Opens an account; a physician gets a signing certificate whose private key only the password opens.</summary>
public sealed record OpenAccount(
    Command By, string Account, string Password, string DisplayName, IReadOnlyList<Role> Roles,
    string? PractitionerId = null, string? InstitutionId = null, string? AreaCode = null, string? PatientId = null)
    : IRequest<Answer<AccountOpened>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("account", Account, 40);
        if (Account?.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') is false) errors.Invalid("account");
        errors.Required("displayName", DisplayName, 60);
        errors.Required("password", Password, 200);
        if (Password?.Length < Passwords.MinLength)
            errors.Add("password", "too-short", $"至少 {Passwords.MinLength} 个字符", $"At least {Passwords.MinLength} characters");
        if (Roles is not { Count: > 0 }) errors.Required("roles", (object?)null);
        if (Roles?.Contains(Role.HealthAuthority) is true && AreaCode is null) errors.Required("areaCode", (object?)null);
        if (Roles?.Contains(Role.Physician) is true && PractitionerId is null) errors.Required("practitionerId", (object?)null);
    }
}

public sealed record AccountOpened(string Id);

internal sealed class OpenAccountHandler(ICaseOwner cases, IPersonVault vault, Passwords passwords, CertificateAuthority authority)
    : IRequestHandler<OpenAccount, Answer<AccountOpened>>
{
    public async Task<Answer<AccountOpened>> Handle(OpenAccount request, CancellationToken cancellationToken)
    {
        if (!request.By.Caller.Is(Role.Administrator)) return Problem.Forbidden;
        var id = AccountIds.Of(request.Account);
        if ((await cases.Load(Account.Aggregate, id, cancellationToken)).Version > 0)
            return Refusals.ToProblem(AccountRefusal.AlreadyOpened).With("accountId", id);

        var secrets = new Dictionary<string, string>
        {
            [AccountSecret.PasswordHash] = passwords.Hash(request.Password),
            [AccountSecret.DisplayName] = request.DisplayName,
        };
        var facts = new List<AccountEvent>
        {
            new AccountEvent.Opened(request.Account.Trim(), request.Roles, request.PractitionerId, request.InstitutionId, request.AreaCode, request.PatientId),
        };
        if (request.PractitionerId is { } practitioner)
        {
            var issued = authority.Issue(practitioner, request.Password, request.By.At);
            secrets[AccountSecret.SigningKey] = issued.EncryptedKeyPem;
            facts.Add(new AccountEvent.CertificateIssued(issued.Thumbprint, issued.CertificatePem));
        }
        await vault.Put(AccountIds.Secrets(id), secrets, [], cancellationToken);
        var outcome = await cases.Transact(Account.Aggregate, id, null, request.By.Context(),
            state => Account.Open(state, (AccountEvent.Opened)facts[0]) is Decision<AccountEvent, AccountRefusal>.Refused refused
                ? refused : Decision<AccountEvent, AccountRefusal>.All(facts), cancellationToken);
        return outcome.ToAnswer(new(Account.Aggregate.Category, id), (_, _) => new AccountOpened(id), $"/api/v1/accounts/{id}");
    }
}
