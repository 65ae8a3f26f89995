using System.Security.Cryptography;
using System.Text;

namespace Telemed.Faults.Load;

/// <summary>What a client knows of its command in the end.</summary>
internal enum Known
{
    /// <summary>Nobody has answered yet.</summary>
    Nothing,

    /// <summary>It was done, and it was said so.</summary>
    Acknowledged,

    /// <summary>It was said that it was not done.</summary>
    Refused,
}

/// <summary>One command of a client: sent with one key until it was answered.</summary>
/// <param name="Account">Id of the account.</param>
/// <param name="Path">Where it was posted.</param>
/// <param name="Body">As JSON; no two commands have the same.</param>
internal sealed record Sent(string Account, string Key, string Path, string Body)
{
    private const string Api = "/api/v1/";
    private static readonly string[] Fulfilled = ["reserve", "assign", "schedule", "reschedule", "sign"];

    /// <summary>Attempts, those without an answer too.</summary>
    public int Attempts { get; set; }

    public Known Known { get; set; }

    /// <summary>How long its client waited for the first answer.</summary>
    public TimeSpan Waited { get; set; }

    /// <summary>Version of the case in the answer.</summary>
    public long Version { get; set; }

    /// <summary>The case: known from the path, or from the answer that made it.</summary>
    public string? Case { get; set; } = Path.Contains("/actions/", StringComparison.Ordinal) ? Path.Split('/')[^3] : null;

    /// <summary>Code of the problem when it was refused.</summary>
    public string? Problem { get; set; }

    /// <summary>What was wrong with an answer that came after another.</summary>
    public string? Contradiction { get; set; }

    /// <summary>Whether it is a step that may find its wish fulfilled already (the same place, the same team): it is then acknowledged and leaves nothing in the log.</summary>
    public bool MayChangeNothing => Fulfilled.Contains(Path.Split('/')[^1]);

    /// <summary>Whether it makes a case.</summary>
    public bool Opens => !Path.Contains("/actions/", StringComparison.Ordinal);

    /// <summary>Category of its stream.</summary>
    public string Category => Path[Api.Length..].Split('/')[0].TrimEnd('s');

    /// <summary>As the log must hold it.</summary>
    public string CommandId => Hash($"{Account}\n{Key}");

    /// <summary>As the log must hold it: the same for no other command.</summary>
    public string BodyHash => Hash($"POST {Path}\n{Body}");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
