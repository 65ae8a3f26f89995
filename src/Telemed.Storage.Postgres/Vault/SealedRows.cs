using System.Security.Cryptography;
using System.Text;
using Telemed.Kernel;

namespace Telemed.Storage.Postgres;

/// <summary>Opens persons field by field as their rows come.</summary>
internal sealed class SealedRows(byte[] wrappingKey)
{
    private readonly Dictionary<string, (byte[] Key, Dictionary<string, string> Fields)> persons = [];

    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Found =>
        persons.ToDictionary(p => p.Key, p => (IReadOnlyDictionary<string, string>)p.Value.Fields);

    /// <exception cref="VaultDamagedException">It does not authenticate.</exception>
    public void Take(string subject, byte[] wrapped, string? field, byte[] value)
    {
        string? at = null;
        try
        {
            if (!persons.TryGetValue(subject, out var person)) persons.Add(subject, person = (Seal.Open(wrappingKey, wrapped, subject), []));
            at = field;
            if (field is not null) person.Fields[field] = Encoding.UTF8.GetString(Seal.Open(person.Key, value, subject, field));
        }
        catch (CryptographicException)
        {
            throw new VaultDamagedException(subject, at);
        }
    }
}
