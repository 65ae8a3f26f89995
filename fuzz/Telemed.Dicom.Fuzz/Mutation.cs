namespace Telemed.Dicom.Fuzz;

/// <summary>Makes a hostile file from good ones: changed bytes, lengths that lie, pieces cut out, doubled or taken from another file.</summary>
internal static class Mutation
{
    private static readonly uint[] Lies = [0, 1, 7, 0xFFFE, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE, 0xFFFF_FFFF];

    public static byte[] Of(List<byte[]> samples, Random random)
    {
        var input = new List<byte>(samples[random.Next(samples.Count)]);
        for (int change = random.Next(1, 6); change > 0 && input.Count > 8; change--)
        {
            int at = random.Next(Math.Min(input.Count - 4, random.Next(2) == 0 ? 2000 : int.MaxValue));
            int length = Math.Min(random.Next(1, 200), input.Count - at);
            switch (random.Next(5))
            {
                case 0:
                    input[at] = (byte)random.Next(256);
                    break;
                case 1:
                    var lie = BitConverter.GetBytes(Lies[random.Next(Lies.Length)]);
                    for (int i = 0; i < 4; i++) input[at + i] = lie[i];
                    break;
                case 2:
                    input.RemoveRange(at, length);
                    break;
                case 3:
                    input.InsertRange(at, input.GetRange(at, length));
                    break;
                default:
                    byte[] other = samples[random.Next(samples.Count)];
                    int from = random.Next(other.Length);
                    input.InsertRange(at, other[from..Math.Min(other.Length, from + length)]);
                    break;
            }
        }
        return [.. input];
    }
}
