namespace Telemed.Accounts.Signing;

/// <summary>Where the private key of an account's present certificate lies in the vault.</summary>
internal static class SigningKeys
{
    /// <summary>The field of a certificate that was issued after the first: key and certificate cannot be mixed up when one of two writes is lost.</summary>
    public static string FieldOf(string thumbprint) => $"{AccountSecret.SigningKey}:{thumbprint}";

    /// <summary>Null for an account without a certificate.</summary>
    public static (string Field, string Pem)? Of(AccountState account, IReadOnlyDictionary<string, string> secrets)
    {
        if (account.Thumbprint is not { } thumbprint) return null;
        var field = secrets.ContainsKey(FieldOf(thumbprint)) ? FieldOf(thumbprint) : AccountSecret.SigningKey;
        return secrets.TryGetValue(field, out var pem) ? (field, pem) : null;
    }
}
