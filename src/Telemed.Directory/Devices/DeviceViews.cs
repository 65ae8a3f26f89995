using Telemed.Contracts;
using Telemed.Directory.Keeping;

namespace Telemed.Directory.Devices;

/// <summary>A device as clients see it.</summary>
/// <param name="AccountId">Whose app it is; null for what an institution shares.</param>
/// <param name="Owner">That person's name.</param>
/// <param name="Own">The caller's.</param>
public sealed record DeviceView(
    string Id, DeviceKind Kind, string Name, string InstitutionId, string? InstitutionName, string? AccountId, string? Owner, bool Own,
    string? Model, string? SerialNumber, DeviceStanding State, string? BlockedFor, string? RegisteredBy, DateTimeOffset RegisteredAt, long Version);

/// <summary>Puts names to devices.</summary>
internal sealed class DeviceViews(DirectoryMemory memory, IAccountDirectory accounts)
{
    public async ValueTask<DeviceView> Of(string id, DeviceState state, long version, Caller caller, CancellationToken cancellationToken)
    {
        var card = state.Card!;
        var by = await Name(card.By, cancellationToken);
        return new(
            id, card.Kind, card.Name, card.InstitutionId, memory.Index.Institution(card.InstitutionId)?.Name, card.AccountId,
            card.AccountId == card.By ? by : await Name(card.AccountId, cancellationToken), card.AccountId == caller.AccountId,
            card.Model, card.SerialNumber, state.Standing, state.BlockedFor, by, card.At, version);
    }

    private async ValueTask<string?> Name(string? accountId, CancellationToken cancellationToken) =>
        accountId is { } id ? (await accounts.Find(id, cancellationToken))?.DisplayName : null;
}
