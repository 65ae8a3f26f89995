using System.Security.Cryptography;
using System.Text;
using Telemed.Kernel;

namespace Telemed.Contracts;

/// <summary>What every command carries beside its own content.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="CommandId">From the <c>Idempotency-Key</c> and the account, or fresh.</param>
/// <param name="BodyHash">Set when the client gave an <c>Idempotency-Key</c>.</param>
/// <param name="SeenVersion">From <c>If-Match</c>.</param>
/// <param name="At">Time of arrival, UTC.</param>
public sealed record Command(Caller Caller, string CommandId, string? BodyHash, long? SeenVersion, DateTimeOffset At)
{
    /// <summary>The id of what this command makes: the same for a retry.</summary>
    /// <param name="purpose">Sets several ids of one command apart.</param>
    public string NewId(string purpose) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{purpose}:{CommandId}")).AsSpan(0, 12));

    /// <summary>For the log.</summary>
    public CommandContext Context(string? reasonCode = null, string? onBehalfOf = null) =>
        new(CommandId, BodyHash, new(Caller.AccountId, onBehalfOf, Caller.InstitutionId), At, reasonCode);
}
