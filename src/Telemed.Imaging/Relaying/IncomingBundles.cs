using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text.Json;
using Telemed.Imaging.Storing;

namespace Telemed.Imaging.Relaying;

/// <summary>Bundles on their way in: files that grow at their end, one writer each.</summary>
internal sealed class IncomingBundles
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private readonly string folder;
    private readonly ExchangeOptions exchange;
    private readonly ConcurrentDictionary<string, Writer> writers = new(StringComparer.Ordinal);

    public IncomingBundles(ObjectFolders folders, ExchangeOptions exchange, TimeProvider time)
    {
        this.exchange = exchange;
        folder = Path.Combine(folders.Root, "bundles");
        Directory.CreateDirectory(folder);
        // Senders come back to what they began for days; what nobody came back to goes.
        foreach (string file in Directory.EnumerateFiles(folder))
            if (time.GetUtcNow() - File.GetLastWriteTimeUtc(file) > Kept) File.Delete(file);
    }

    private sealed class Writer
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public CancellationTokenSource Replaced { get; set; } = new();
    }

    /// <summary>Bytes that came in since the start.</summary>
    public long BytesTaken;

    /// <summary>How much of a bundle is here, once nobody writes it any more: who asks has lost the connection it was written by.</summary>
    public async Task<(long Offset, BundleAnswer? Done)> StateOf(string peer, string sha256, CancellationToken cancellationToken)
    {
        using var _ = await Enter(peer, sha256, cancellationToken);
        return (Length(PathOf(peer, sha256)), AnswerOf(peer, sha256));
    }

    /// <summary>Appends what comes, from an offset that must be the end of what is here.</summary>
    /// <returns>Where the file ends now; negative when the offset was not its end.</returns>
    public async Task<long> Append(Turn turn, string peer, string sha256, long offset, long total, PipeReader body, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, turn.Replaced);
        await using var file = new FileStream(PathOf(peer, sha256), FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
        if (file.Length != offset) return -1 - file.Length;
        file.Position = offset;
        try
        {
            while (file.Position < total)
            {
                either.CancelAfter(exchange.Stall);
                var read = await body.ReadAsync(either.Token);
                foreach (var piece in read.Buffer)
                {
                    file.Write(piece.Span[..(int)Math.Min(piece.Length, total - file.Position)]);
                    Interlocked.Add(ref BytesTaken, piece.Length);
                }
                body.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted) break;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or Microsoft.AspNetCore.Connections.ConnectionResetException)
        {
            // The line broke: what came is kept, and its sender asks how much that is.
        }
        return file.Position;
    }

    /// <summary>The whole bundle, to be taken apart; null when it is not what its name says, and then it is gone.</summary>
    public FileStream? OpenWhole(string peer, string sha256)
    {
        var file = new FileStream(PathOf(peer, sha256), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        if (BundleWriter.HashOf(file) == sha256) return file;
        file.Dispose();
        File.Delete(PathOf(peer, sha256));
        return null;
    }

    /// <summary>It was taken apart: the answer stays for a sender who did not hear it.</summary>
    public void Finish(string peer, string sha256, BundleAnswer answer, bool keep)
    {
        if (keep) DurableFile.Write(PathOf(peer, sha256) + ".done", JsonSerializer.SerializeToUtf8Bytes(answer, Manifest.Json));
        File.Delete(PathOf(peer, sha256));
    }

    /// <summary>Waits until nobody else has the bundle, having told them to leave.</summary>
    public async Task<Turn> Enter(string peer, string sha256, CancellationToken cancellationToken)
    {
        var writer = writers.GetOrAdd($"{peer}/{sha256}", _ => new());
        CancellationTokenSource before;
        lock (writer) before = writer.Replaced;
        await before.CancelAsync();
        await writer.Turn.WaitAsync(cancellationToken);
        lock (writer) writer.Replaced = new();
        return new(writer.Turn, writer.Replaced.Token);
    }

    /// <summary>Somebody's time with a bundle.</summary>
    internal sealed class Turn(SemaphoreSlim turn, CancellationToken replaced) : IDisposable
    {
        public CancellationToken Replaced { get; } = replaced;

        public void Dispose() => turn.Release();
    }

    /// <summary>What became of a bundle that was taken apart.</summary>
    public BundleAnswer? AnswerOf(string peer, string sha256) =>
        File.Exists(PathOf(peer, sha256) + ".done") ? JsonSerializer.Deserialize<BundleAnswer>(File.ReadAllBytes(PathOf(peer, sha256) + ".done"), Manifest.Json) : null;

    private static long Length(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;

    private string PathOf(string peer, string sha256) => Path.Combine(folder, $"{Uri.EscapeDataString(peer)}.{sha256}");
}
