using Telemed.Kernel;

namespace Telemed.Storage.Postgres;

/// <summary>Newest append of a stream; what it says stays true of that version for good, so it may be remembered.</summary>
internal readonly record struct LogHead(long Version, byte[] Hash)
{
    public static LogHead None { get; } = new(0, AppendBody.Genesis.ToArray());

    /// <summary>The append that follows this one.</summary>
    public StoredAppend Next(Append append, byte[] body) => new(
        append.Stream, Version + 1, append.Context with { At = append.Context.At.ToUniversalTime() }, append.Events, Hash, AppendBody.Hash(Hash, body));
}
