using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Telemed.Accounts.SecondFactor;

/// <summary>Time-based one-time codes: six digits, 30 seconds, HMAC-SHA-1 (RFC 6238); one step of drift is accepted either way.</summary>
internal static class OneTimeCode
{
    private const int StepSeconds = 30;

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(20);

    public static bool Verify(byte[] secret, string code, DateTimeOffset at)
    {
        var step = at.ToUnixTimeSeconds() / StepSeconds;
        var matches = false;
        for (var drift = -1; drift <= 1; drift++)
            matches |= CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(At(secret, step + drift)), System.Text.Encoding.ASCII.GetBytes(code));
        return matches;
    }

    public static string At(byte[] secret, DateTimeOffset at) => At(secret, at.ToUnixTimeSeconds() / StepSeconds);

    /// <summary>RFC 4648 base 32 without padding, as authenticator apps take it.</summary>
    public static string Base32(byte[] secret)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var text = new System.Text.StringBuilder();
        int bits = 0, value = 0;
        foreach (var b in secret)
        {
            value = (value << 8) | b;
            for (bits += 8; bits >= 5; bits -= 5) text.Append(alphabet[(value >> (bits - 5)) & 31]);
            value &= (1 << bits) - 1;
        }
        return text.ToString();
    }

#pragma warning disable CA5350 // SHA-1 is what RFC 6238 authenticator apps compute; HMAC does not need collision resistance
    private static string At(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> mac = stackalloc byte[20];
        HMACSHA1.HashData(secret, counter, mac);
        var offset = mac[19] & 15;
        var number = (BinaryPrimitives.ReadInt32BigEndian(mac[offset..]) & 0x7FFFFFFF) % 1_000_000;
        return number.ToString("D6", CultureInfo.InvariantCulture);
    }
#pragma warning restore CA5350
}
