using System.Globalization;

namespace Telemed.Dicom.Tools;

/// <summary>What every subcommand takes: our title, the peer's title, where it is, and what is left over.</summary>
internal sealed record PeerArguments(string CallingAe, string CalledAe, string Host, int Port, int Associations, bool Quiet, IReadOnlyList<string> Rest)
{
    public static PeerArguments? Read(string[] args)
    {
        var peer = new PeerArguments("TELEMED_SCU", "ANY-SCP", "", 0, 1, false, []);
        var words = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] is "--quiet") peer = peer with { Quiet = true };
            else if (!args[i].StartsWith("--", StringComparison.Ordinal)) words.Add(args[i]);
            else if (i + 1 == args.Length) return null;
            else if (args[i] is "--aet") peer = peer with { CallingAe = args[++i] };
            else if (args[i] is "--aec") peer = peer with { CalledAe = args[++i] };
            else if (args[i] is "--associations" && Number(args[++i], 64) is { } associations) peer = peer with { Associations = associations };
            else return null;
        }
        var valid = words.Count >= 2 && peer.CallingAe.Length is > 0 and <= 16 && peer.CalledAe.Length is > 0 and <= 16;
        return valid && Number(words[1], 65_535) is { } port ? peer with { Host = words[0], Port = port, Rest = words[2..] } : null;
    }

    private static int? Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;
}
