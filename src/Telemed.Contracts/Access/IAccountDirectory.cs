namespace Telemed.Contracts;

/// <summary>An account as others see it: who stands behind <see cref="Kernel.Actor.Id"/>.</summary>
public sealed record AccountSummary(string AccountId, string DisplayName, string? PractitionerId, string? InstitutionId, IReadOnlySet<Role> Roles);

/// <summary>Looks up accounts by id; for timelines, chat and presence.</summary>
public interface IAccountDirectory
{
    /// <summary>Null when unknown.</summary>
    ValueTask<AccountSummary?> Find(string accountId, CancellationToken cancellationToken);
}
