using System.Text;
using Telemed.Dicom.Core;

namespace Telemed.Dicom.Encoding;

/// <summary>Code extension by escape sequences (PS3.5 §6.1.2.5; the sequences are those of PS3.3 Tables C.12-3 and C.12-4).</summary>
internal static class Iso2022
{
    public const byte Escape = 0x1B;

    /// <summary>How bytes are read from an escape sequence on: pairs of 7 bits, or single bytes with an 8-bit half beside them.</summary>
    private readonly record struct State(System.Text.Encoding Encoding, bool Pairs = false, bool Supplement = false);

    public static string Decode(ReadOnlySpan<byte> bytes, Vr vr, System.Text.Encoding first)
    {
        var text = new StringBuilder(bytes.Length);
        var initial = new State(first);
        var state = initial;
        int runStart = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == Escape)
            {
                Append(text, bytes[runStart..i], state);
                i += Designate(bytes[(i + 1)..], initial, ref state);
                runStart = i + 1;
            }
            else if (!state.Pairs && EndsValue(bytes[i], vr))
            {
                Append(text, bytes[runStart..(i + 1)], state);
                state = initial;
                runStart = i + 1;
            }
        }
        Append(text, bytes[runStart..], state);
        return text.ToString();
    }

    private static bool EndsValue(byte at, Vr vr) => at is 0x0A or 0x0C or 0x0D or 0x09
        || at == '\\' && !vr.IsSingleText() || vr == Vr.PN && at is (byte)'^' or (byte)'=';

    /// <summary>Moves to the state that the bytes after ESC name, and says how many they are.</summary>
    private static int Designate(ReadOnlySpan<byte> after, State initial, ref State state)
    {
        (int length, State? next) = after switch
        {
            [(byte)'$', (byte)'(', (byte)'D', ..] => (3, new State(CharacterSets.Encoding(20932), Pairs: true, Supplement: true)),
            [(byte)'$', (byte)'B', ..] or [(byte)'$', (byte)'@', ..] => (2, new State(CharacterSets.Encoding(51932), Pairs: true)),
            [(byte)'$', (byte)')', (byte)'C', ..] => (3, new State(CharacterSets.Encoding(51949))),
            [(byte)'$', (byte)')', (byte)'A', ..] => (3, new State(CharacterSets.Encoding(936))),
            [(byte)'(', (byte)'B', ..] => (2, state.Pairs ? initial : state),
            [(byte)'(', (byte)'J', ..] or [(byte)')', (byte)'I', ..] => (2, new State(CharacterSets.Encoding(932))),
            [(byte)'-', var half, ..] => (2, Half(half)),
            _ => (0, null),
        };
        state = next ?? state;
        return length;
    }

    private static State? Half(byte final) => final switch
    {
        (byte)'A' => new State(CharacterSets.Encoding(28591)),
        (byte)'B' => new State(CharacterSets.Encoding(28592)),
        (byte)'C' => new State(CharacterSets.Encoding(28593)),
        (byte)'D' => new State(CharacterSets.Encoding(28594)),
        (byte)'F' => new State(CharacterSets.Encoding(28597)),
        (byte)'G' => new State(CharacterSets.Encoding(28596)),
        (byte)'H' => new State(CharacterSets.Encoding(28598)),
        (byte)'L' => new State(CharacterSets.Encoding(28595)),
        (byte)'M' => new State(CharacterSets.Encoding(28599)),
        (byte)'T' => new State(CharacterSets.Encoding(874)),
        (byte)'b' => new State(CharacterSets.Encoding(28605)),
        _ => null,
    };

    private static void Append(StringBuilder text, ReadOnlySpan<byte> run, State state)
    {
        if (!state.Pairs)
        {
            text.Append(state.Encoding.GetString(run));
            return;
        }
        // The code pages keep both halves in one byte string: the high bit marks a pair, on its first byte alone in the supplement (JIS X 0212).
        var eight = run.ToArray();
        for (int i = 0; i < eight.Length; i++)
            if (eight[i] > 0x20 && !(state.Supplement && (i & 1) == 1)) eight[i] |= 0x80;
        text.Append(state.Encoding.GetString(eight));
    }
}
