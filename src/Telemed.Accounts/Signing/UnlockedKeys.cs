using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Telemed.Kernel;

namespace Telemed.Accounts.Signing;

/// <summary>Opens a practitioner's private key with the password.</summary>
/// <remarks>
/// An opened key stays in memory for <see cref="StaysOpen"/>, so that a reader who signs forty reports pays the slow key derivation once;
/// every signature still asks for the password and compares it with a keyed hash that lives only in this process.
/// </remarks>
internal sealed class UnlockedKeys(IPersonVault vault) : IDisposable
{
    public static readonly TimeSpan StaysOpen = TimeSpan.FromMinutes(15);
    private const int MostKept = 10_000;

    private readonly byte[] processKey = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<string, Entry> entries = new();

    private sealed record Entry(byte[] PasswordMac, string Thumbprint, int Passwords, ECDsa Key, DateTimeOffset Until);

    /// <returns>Null when the password is wrong or there is no key.</returns>
    public async ValueTask<ECDsa?> Open(string accountId, AccountState account, string password, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var mac = HMACSHA256.HashData(processKey, Encoding.UTF8.GetBytes($"{accountId}\n{password}"));
        if (entries.TryGetValue(accountId, out var known) && at < known.Until && known.Thumbprint == account.Thumbprint && known.Passwords == account.Passwords
            && CryptographicOperations.FixedTimeEquals(mac, known.PasswordMac)) return known.Key;
        var secrets = await vault.Get(AccountIds.Secrets(accountId), cancellationToken);
        if (secrets is null || SigningKeys.Of(account, secrets) is not var (_, pem)) return null;
        var key = ECDsa.Create();
        try
        {
            key.ImportFromEncryptedPem(pem, password);
        }
        catch (CryptographicException)
        {
            key.Dispose();
            return null;
        }
        if (entries.Count >= MostKept) entries.Clear();
        entries[accountId] = new(mac, account.Thumbprint!, account.Passwords, key, at + StaysOpen);
        return key;
    }

    public void Dispose()
    {
        foreach (var entry in entries.Values) entry.Key.Dispose();
    }
}
