using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Accounts;

/// <summary>The signed-in user as the page shows it.</summary>
public sealed record User(
    string Id, string Account, string Name, IReadOnlyList<Role> Roles, string? InstitutionId, string? InstitutionName,
    string? PractitionerId, Title? Title, string? Department, string? AreaCode, string? PatientId, bool SecondFactor, bool MustChangePassword);

/// <summary>Puts names to accounts: from the directory for practitioners, from the vault for everyone else.</summary>
public sealed class Users(ICaseOwner cases, IDirectory directory, IPersonVault vault) : IAccountDirectory
{
    public async Task<User> Describe(string id, AccountState state, CancellationToken cancellationToken)
    {
        var practitioner = state.PractitionerId is { } p ? directory.Practitioner(p) : null;
        var institution = directory.WorkplaceOf(state);
        return new(id, state.Account!, await Name(id, practitioner, cancellationToken), [.. state.Roles.Order()], institution,
            institution is { } i ? directory.Institution(i)?.Name : null, state.PractitionerId, practitioner?.Title, practitioner?.Department,
            state.AreaCode, state.PatientId, state.SecondFactor, state.Temporary);
    }

    public async ValueTask<AccountSummary?> Find(string accountId, CancellationToken cancellationToken)
    {
        var state = (await cases.Load(Account.Aggregate, accountId, cancellationToken)).State;
        if (state.Account is null) return null;
        var practitioner = state.PractitionerId is { } p ? directory.Practitioner(p) : null;
        return new(accountId, await Name(accountId, practitioner, cancellationToken), state.PractitionerId, directory.WorkplaceOf(state), state.Roles);
    }

    private async ValueTask<string> Name(string id, Practitioner? practitioner, CancellationToken cancellationToken) =>
        practitioner?.Name ?? (await vault.Get(AccountIds.Secrets(id), cancellationToken))?.GetValueOrDefault(AccountSecret.DisplayName) ?? "";
}

internal static class Workplaces
{
    /// <summary>Where the directory says that a practitioner works now; for others, and while the directory is not there yet, what the account was opened for.</summary>
    public static string? WorkplaceOf(this IDirectory directory, AccountState account) => directory.WorkplaceOf(account.PractitionerId, account.InstitutionId);

    /// <summary>The same of an account's row.</summary>
    public static string? WorkplaceOf(this IDirectory directory, string? practitionerId, string? openedFor) =>
        practitionerId is not null && directory.Practitioner(practitionerId) is { } practitioner ? practitioner.InstitutionId : openedFor;

    /// <summary>Whether a practitioner has left for good: the directory knows, and nobody need think of the account.</summary>
    public static bool HasLeft(this IDirectory directory, AccountState account) =>
        account.PractitionerId is { } id && directory.Practitioner(id) is { Active: false };
}
