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
    private const int TimeDigits = 12, VersionDigit = 12;

    /// <summary>The id of what this command makes, 24 hexadecimal digits: the same for a retry.</summary>
    /// <remarks>A command id that begins with its time (UUID version 7, RFC 9562 §5.7) gives an id that does: what is made together lies together in every index.</remarks>
    /// <param name="purpose">Sets several ids of one command apart.</param>
    public string NewId(string purpose)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{purpose}:{CommandId}")).AsSpan(0, 12));
        return CommandId.Length == 32 && CommandId[VersionDigit] == '7' ? string.Concat(CommandId.AsSpan(0, TimeDigits), hash.AsSpan(TimeDigits)) : hash;
    }

    /// <summary>For the log.</summary>
    public CommandContext Context(string? reasonCode = null, string? onBehalfOf = null) =>
        new(CommandId, BodyHash, new(Caller.AccountId, onBehalfOf, Caller.InstitutionId), At, reasonCode);
}
