using Telemed.Imaging.Storing;

namespace Telemed.Imaging.Tests;

public sealed class ChecksumTests
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 1000).Select(i => (byte)(i * 31 + i / 7))];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(999)]
    public void However_the_bytes_are_cut_the_sum_is_the_same(int piece)
    {
        var cut = new Checksum();
        for (int at = 0; at < Bytes.Length; at += piece) cut.Add(Bytes.AsSpan(at, Math.Min(piece, Bytes.Length - at)));
        Assert.Equal(Of(Bytes), cut.End());
    }

    [Fact]
    public void Every_bit_counts()
    {
        string sum = Of(Bytes);
        foreach (int at in new[] { 0, 8, 31, 32, 500, 992, 999 })
        {
            byte[] other = [.. Bytes];
            other[at] ^= 4;
            Assert.NotEqual(sum, Of(other));
        }
    }

    [Fact]
    public void Bytes_cut_off_or_zeros_behind_change_it() =>
        Assert.Equal(4, new[] { Bytes, Bytes[..^1], [.. Bytes, 0], [.. Bytes, .. new byte[32]] }.Select(Of).Distinct().Count());

    [Fact]
    public void Blocks_that_changed_places_change_it() => Assert.NotEqual(Of(Bytes), Of([.. Bytes[32..64], .. Bytes[..32], .. Bytes[64..]]));

    private static string Of(byte[] bytes)
    {
        var sum = new Checksum();
        sum.Add(bytes);
        return sum.End();
    }
}
