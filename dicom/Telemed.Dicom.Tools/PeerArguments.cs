using System.Globalization;

namespace Telemed.Dicom.Tools;

/// <summary>What the subcommands that call a peer take: our title, the peer's title, where it is, options with a value, and what is left over.</summary>
internal sealed record PeerArguments(string CallingAe, string CalledAe, string Host, int Port, int Associations, bool Quiet, IReadOnlyList<string> Rest)
{
    /// <summary>Values of <c>-k</c>, in their order.</summary>
    public IReadOnlyList<string> Keys { get; private init; } = [];

    /// <summary>Values of the other options, by name.</summary>
    public IReadOnlyDictionary<string, string> Options { get; private init; } = new Dictionary<string, string>();

    /// <param name="args">The command line behind the subcommand.</param>
    /// <param name="options">Further options that the subcommand takes, each with a value.</param>
    /// <returns>Null when they make no sense; standard error says why.</returns>
    public static PeerArguments? Read(string[] args, params IReadOnlyCollection<string> options)
    {
        var peer = new PeerArguments("TELEMED_SCU", "ANY-SCP", "", 0, 1, false, []);
        var words = new List<string>();
        var keys = new List<string>();
        var more = new Dictionary<string, string>();
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] is "--quiet") peer = peer with { Quiet = true };
            else if (!args[i].StartsWith('-')) words.Add(args[i]);
            else if (i + 1 == args.Length) return Wrong($"{args[i]} needs a value");
            else if (args[i] is "--aet") peer = peer with { CallingAe = args[++i] };
            else if (args[i] is "--aec") peer = peer with { CalledAe = args[++i] };
            else if (args[i] is "-k" or "--key" && options.Contains("-k")) keys.Add(args[++i]);
            else if (options.Contains(args[i])) more[args[i]] = args[++i];
            else if (args[i] is not "--associations") return Wrong($"{args[i]} is no option of this command");
            else if (Number(args[++i], 64) is { } associations) peer = peer with { Associations = associations };
            else return Wrong("--associations takes a number from 1 to 64");
        }
        if (peer.CallingAe.Length is 0 or > 16 || peer.CalledAe.Length is 0 or > 16) return Wrong("an AE title has 1 to 16 characters");
        if (words.Count < 2) return Wrong("HOST and PORT are missing");
        return Number(words[1], 65_535) is { } port
            ? peer with { Host = words[0], Port = port, Rest = words[2..], Keys = keys, Options = more }
            : Wrong($"{words[1]} is no port");
    }

    /// <summary>A number from 1; null when it is none, or larger than <paramref name="most"/>.</summary>
    public static int? Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;

    private static PeerArguments? Wrong(string why)
    {
        Console.Error.WriteLine(why);
        return null;
    }
}
