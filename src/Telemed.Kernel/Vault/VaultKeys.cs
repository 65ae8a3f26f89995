using System.Buffers.Text;
using System.Security.Cryptography;

namespace Telemed.Kernel;

/// <summary>The two keys of a vault: one seals the key of every subject, the other blinds what subjects are found by.</summary>
/// <remarks>Blinded values are claims in the log. So the blinding key comes from the first master key and stays: the vault keeps it, sealed under the present one.</remarks>
public sealed class VaultKeys
{
    private const string CheckPlace = "check";
    private const string BlindPlace = "blind";
    private readonly byte[] blinding;

    private VaultKeys(byte[] wrapping, byte[] blinding) => (Wrapping, this.blinding) = (wrapping, blinding);

    /// <summary>Seals the subjects' keys; 32 bytes.</summary>
    public byte[] Wrapping { get; }

    /// <summary>Stored in the vault: opens under the right master key only.</summary>
    public byte[] Proof => Seal.Close(Wrapping, [], CheckPlace);

    /// <summary>Stored in the vault: the blinding key under the master key.</summary>
    public byte[] SealedBlinding => Seal.Close(Wrapping, blinding, BlindPlace);

    /// <summary>Of a new vault.</summary>
    public static VaultKeys First(MasterKey key) => new(Wrap(key), key.Derive("telemed vault blind 1"));

    /// <summary>Of a vault that is there.</summary>
    /// <exception cref="CryptographicException">Made with another master key.</exception>
    public static VaultKeys Open(MasterKey key, byte[] proof, byte[] sealedBlinding)
    {
        var wrapping = Wrap(key);
        Seal.Open(wrapping, proof, CheckPlace);
        return new(wrapping, Seal.Open(wrapping, sealedBlinding, BlindPlace));
    }

    /// <summary>With the blinding key of another vault that has the same master key.</summary>
    /// <exception cref="InvalidDataException">It has another.</exception>
    public VaultKeys Blinding(byte[] sealedBlinding)
    {
        try
        {
            return new(Wrapping, Seal.Open(Wrapping, sealedBlinding, BlindPlace));
        }
        catch (CryptographicException)
        {
            throw new InvalidDataException("The vaults lie under different master keys: persons would not open.");
        }
    }

    /// <summary>Persons are blinded with another key already.</summary>
    public static InvalidDataException Occupied() => new("The target holds persons who were blinded with another key: nothing was written.");

    /// <summary>The same vault under another master key.</summary>
    public VaultKeys Under(MasterKey next) => new(Wrap(next), blinding);

    /// <summary>A subject's key, sealed under the keys of the same vault after a rotation.</summary>
    /// <exception cref="VaultDamagedException">It does not authenticate.</exception>
    public byte[] Reseal(byte[] key, string subject, VaultKeys next)
    {
        try
        {
            return Seal.Close(next.Wrapping, Seal.Open(Wrapping, key, subject), subject);
        }
        catch (CryptographicException)
        {
            throw new VaultDamagedException(subject, null);
        }
    }

    /// <summary>Whether a subject's key lies under these keys.</summary>
    public bool Opens(byte[] key, string subject) => Opens(key, [subject]);

    /// <summary>Whether a proof was made with these keys.</summary>
    public bool Proves(byte[] proof) => Opens(proof, [CheckPlace]);

    /// <summary>The keyed hash of a value, in Base64 for URLs.</summary>
    public string Blind(BlindIndex entry) => Base64Url.EncodeToString(HMACSHA256.HashData(blinding, Seal.Bound(entry.Index, entry.Value)));

    private bool Opens(byte[] box, string[] place)
    {
        try
        {
            Seal.Open(Wrapping, box, place);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static byte[] Wrap(MasterKey key) => key.Derive("telemed vault wrap 1");
}
