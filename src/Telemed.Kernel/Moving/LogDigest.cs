using System.Security.Cryptography;
using System.Text;

namespace Telemed.Kernel;

/// <summary>One hash over many rows that does not depend on their order: equal logs give equal digests whatever store they lie in.</summary>
public sealed class LogDigest
{
    private readonly byte[] sum = new byte[AppendBody.HashLength];

    /// <summary>Rows so far.</summary>
    public long Rows { get; private set; }

    /// <summary>The digest so far, in hexadecimal.</summary>
    public string Value => Convert.ToHexStringLower(sum);

    /// <summary>Adds a row by its place and its hash, which commits everything before it in its stream.</summary>
    public void Add(LogRow row) => Add($"{row.Stream}@{row.Version}", row.Hash);

    /// <summary>Adds anything that has a name.</summary>
    public void Add(string name, ReadOnlySpan<byte> content)
    {
        var hash = SHA256.HashData([.. Encoding.UTF8.GetBytes(name), 0, .. content]);
        var carry = 0;
        for (var i = sum.Length - 1; i >= 0; i--)   // a sum, so that a pair of equal rows does not vanish as it would with XOR
        {
            carry += sum[i] + hash[i];
            (sum[i], carry) = ((byte)carry, carry >> 8);
        }
        Rows++;
    }
}
