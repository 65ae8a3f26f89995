using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Referrals;

/// <summary>The rules of a referral, one pure function per command: no clock, no I/O, no new ids.</summary>
public static partial class Referral
{
    private const string Category = "referral";

    /// <summary>How it is folded and stored.</summary>
    public static Aggregate<ReferralState, ReferralEvent, ReferralRefusal> Aggregate { get; } =
        new(Category, ReferralState.Initial, ReferralEvolve.Evolve, new(Category), state => state.Claims);

    /// <summary>See <see cref="CaseNumber"/>.</summary>
    public static string NumberOf(string id, DateTimeOffset at) => CaseNumber.Of("ZZ", id, at);

    /// <summary>The id of the n-th return of a case: whoever makes it, and however often, makes the same one.</summary>
    public static string ReturnId(string upId, int n) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"return:{upId}:{n}"))).AsSpan(0, 12));

    private static bool Same<T>(T one, T other) =>
        JsonSerializer.SerializeToUtf8Bytes(one, StoredJson.Options).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(other, StoredJson.Options));

    private static bool Empty(string? text) => string.IsNullOrWhiteSpace(text);
}
