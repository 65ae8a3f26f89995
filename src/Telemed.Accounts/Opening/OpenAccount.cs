using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Accounts.Administering;
using Telemed.Accounts.Listing;
using Telemed.Accounts.Signing;
using Telemed.Accounts.SigningIn;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Accounts.Opening;

/// <summary>Opens an account; a practitioner gets a signing certificate whose private key only the password opens.</summary>
/// <param name="DisplayName">May be left out for a practitioner, whose name the directory knows.</param>
/// <param name="InstitutionId">For a practitioner it is where the directory says.</param>
/// <param name="Temporary">The password is for the first sign-in only.</param>
public sealed record OpenAccount(
    Command By, string Account, string Password, string? DisplayName, IReadOnlyList<Role> Roles,
    string? PractitionerId = null, string? InstitutionId = null, string? AreaCode = null, string? PatientId = null, bool Temporary = false)
    : IRequest<Answer<AccountOpened>>, IValidated
{
    public void Validate(FieldErrors errors)
    {
        errors.Required("account", Account, 40);
        if (Account?.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') is false) errors.Invalid("account");
        if (PractitionerId is null) errors.Required("displayName", DisplayName, 60);
        else errors.Optional("displayName", DisplayName, 60);
        Passwords.Validate("password", Password, errors);
        RoleRules.Validate(Roles, AreaCode, errors);
        if (Has(Role.Physician) && PractitionerId is null) errors.Required("practitionerId", (object?)null);
        if (Has(Role.Office) && PractitionerId is null && InstitutionId is null) errors.Required("institutionId", (object?)null);
        if (Has(Role.Resident) && PatientId is null) errors.Required("patientId", (object?)null);
    }

    private bool Has(Role role) => Roles?.Contains(role) is true;
}

public sealed record AccountOpened(string Id);

internal sealed class OpenAccountHandler(
    ICaseOwner cases, IPersonVault vault, Passwords passwords, CertificateAuthority authority, IDirectory directory, IPatients patients)
    : IRequestHandler<OpenAccount, Answer<AccountOpened>>
{
    public async Task<Answer<AccountOpened>> Handle(OpenAccount request, CancellationToken cancellationToken)
    {
        if (!request.By.Caller.Is(Role.Administrator)) return Problem.Forbidden;
        var errors = await Unknown(request, cancellationToken);
        if (!errors.None) return Problem.Invalid(errors.Found);
        var id = AccountIds.Of(request.Account);
        var known = (await cases.Load(Account.Aggregate, id, cancellationToken)).State;
        if (known.Account is not null) return Refusals.ToProblem(AccountRefusal.AlreadyOpened).With("accountId", id);

        var practitioner = request.PractitionerId is { } p ? directory.Practitioner(p) : null;
        var opened = new AccountEvent.Opened(
            request.Account.Trim(), [.. request.Roles.Distinct()], request.PractitionerId, practitioner?.InstitutionId ?? request.InstitutionId, request.AreaCode, request.PatientId, request.Temporary);
        var secrets = new Dictionary<string, string>
        {
            [AccountSecret.PasswordHash] = passwords.Hash(request.Password),
            [AccountSecret.DisplayName] = request.DisplayName ?? practitioner!.Name,
        };
        var facts = new List<AccountEvent> { opened };
        if (practitioner is not null)
        {
            var issued = authority.Issue(practitioner.Id, request.Password, request.By.At);
            secrets[AccountSecret.SigningKey] = issued.EncryptedKeyPem;
            facts.Add(new AccountEvent.CertificateIssued(issued.Thumbprint, issued.CertificatePem));
        }
        await vault.Put(AccountIds.Secrets(id), secrets, [], cancellationToken);
        var outcome = await cases.Transact(Account.Aggregate, id, null, request.By.Context(),
            state => Account.Open(state, opened) is Decision<AccountEvent, AccountRefusal>.Refused refused
                ? refused : Decision<AccountEvent, AccountRefusal>.All(facts), cancellationToken);
        return outcome.ToAnswer(new(Account.Aggregate.Category, id), (_, _) => new AccountOpened(id));
    }

    private async Task<FieldErrors> Unknown(OpenAccount request, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        if (request.PractitionerId is { } practitioner && directory.Practitioner(practitioner) is not { Active: true }) errors.Unknown("practitionerId");
        if (request.InstitutionId is { } institution && directory.Institution(institution) is null) errors.Unknown("institutionId");
        if (request.PatientId is { } patient && await patients.Find(patient, cancellationToken) is null) errors.Unknown("patientId");
        return errors;
    }
}

internal static class OpenAccountEndpoint
{
    public sealed record Body(
        string? Account, string? Password, string? DisplayName, IReadOnlyList<Role>? Roles, string? PractitionerId, string? InstitutionId, string? AreaCode, string? PatientId);

    public static void Map(RouteGroupBuilder accounts) => accounts.MapPost("", Post);

    private static async Task<IResult> Post(Body body, HttpContext http, IMediator mediator, AccountViews views, CancellationToken ct)
    {
        var command = http.Command();
        var opened = await mediator.Send(new OpenAccount(
            command, body.Account!, body.Password!, body.DisplayName, body.Roles ?? [], body.PractitionerId, body.InstitutionId, body.AreaCode, body.PatientId, Temporary: true), ct);
        if (opened is not { Problem: null, Value.Id: var id, Wrote: { } wrote }) return opened.ToResult(http);
        await views.Seen(id, wrote.Version, ct);
        return Answer<AccountView>.Done((await views.Find(id, command.At, ct))!, wrote.Stream, wrote.Version, $"/api/v1/accounts/{id}").ToResult(http);
    }
}
