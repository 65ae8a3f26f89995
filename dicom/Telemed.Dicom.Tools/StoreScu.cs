using System.Collections.Concurrent;
using System.Diagnostics;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Tools;

/// <summary>Sends files to a peer (C-STORE), each opened only when its turn comes, several unanswered where the peer grants that. Exit code 0: every file was stored.</summary>
internal static class StoreScu
{
    private const int MostContexts = 128;

    public static async Task<int> Run(string[] args, CancellationToken cancellationToken)
    {
        if (PeerArguments.Read(args, "--operations") is not { Rest.Count: > 0 } peer) return 64;
        if (Operations(peer) is not { } operations) return 64;
        var progress = new StoreProgress(peer.Quiet);
        var began = Stopwatch.GetTimestamp();
        foreach (var batch in Batches(Find(peer.Rest, progress)))
        {
            var queue = new ConcurrentQueue<FoundFile>(batch.Files);
            progress.Expect(batch.Files.Count);
            var associations = Enumerable.Range(0, Math.Min(peer.Associations, batch.Files.Count));
            await Task.WhenAll(associations.Select(_ => Task.Run(() => Send(peer, operations, batch.Contexts, queue, progress, cancellationToken), cancellationToken)));
            while (queue.TryDequeue(out var left)) progress.Failed(left.Path, "not sent");
        }
        progress.Finish(Stopwatch.GetElapsedTime(began));
        return progress.AllStored ? 0 : 1;
    }

    private static ushort? Operations(PeerArguments peer)
    {
        if (!peer.Options.TryGetValue("--operations", out var text)) return new DimseClientOptions().SendOperations;
        if (PeerArguments.Number(text, ushort.MaxValue) is { } number) return (ushort)number;
        Console.Error.WriteLine("--operations takes a number from 1 to 65535");
        return null;
    }

    private static IEnumerable<FoundFile> Find(IEnumerable<string> places, StoreProgress progress)
    {
        var paths = places.SelectMany(IEnumerable<string> (place) => Directory.Exists(place)
            ? Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            : [place]);
        foreach (var path in paths)
        {
            if (FoundFile.Read(path) is { } found) yield return found;
            else progress.Skipped(path);
        }
    }

    // A context holds one SOP class with the one syntax its files have: nothing is converted. An association has room for 128 of them.
    private static IEnumerable<Batch> Batches(IEnumerable<FoundFile> files)
    {
        var kinds = files.GroupBy(f => (f.Header.SopClassUid, f.Header.TransferSyntaxUid)).ToArray();
        foreach (var chunk in kinds.Chunk(MostContexts))
            yield return new(
                [.. chunk.Select((kind, i) => new ProposedContext((byte)(2 * i + 1), kind.Key.SopClassUid, [kind.Key.TransferSyntaxUid]))],
                [.. chunk.SelectMany(kind => kind)]);
    }

    private static async Task Send(
        PeerArguments peer, ushort operations, IReadOnlyList<ProposedContext> contexts, ConcurrentQueue<FoundFile> queue, StoreProgress progress, CancellationToken cancellationToken)
    {
        // A peer that aborts on one file gets the others on a new association; each takes at least one file off the queue.
        while (!queue.IsEmpty)
        {
            await using var client = await Connecting.Connect(peer, contexts, cancellationToken, SendContexts.Window(operations));
            if (client is null) return;
            var (unsettled, unanswered) = (new List<Task>(), new ConcurrentQueue<FoundFile>());
            while (await client.Ready() && queue.TryDequeue(out var next))
            {
                unsettled.Add(await SendOne(client, next, unanswered, progress, cancellationToken));
                unsettled.RemoveAll(one => one.IsCompletedSuccessfully);
            }
            await Task.WhenAll(unsettled);
            await client.Release();
            if (unanswered.IsEmpty) continue;
            // Which of them it aborted on is not known: one at a time it will show, and then only that one has failed.
            if (client.Window > 1) operations = 1;
            foreach (var found in unanswered)
                if (client.Window > 1 && !cancellationToken.IsCancellationRequested) queue.Enqueue(found);
                else progress.Failed(found.Path, $"association ended: {client.Association.End}");
        }
    }

    private static async Task<Task> SendOne(
        DimseClient client, FoundFile found, ConcurrentQueue<FoundFile> unanswered, StoreProgress progress, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = new FileStream(found.Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            file.Position = found.Header.DataSetOffset;
            var length = file.Length - found.Header.DataSetOffset;
            return Settle(found, length, unanswered, progress, await client.Begin(
                new(found.Header.SopClassUid, found.Header.SopInstanceUid, found.Header.TransferSyntaxUid, file, length), cancellationToken));
        }
        catch (IOException e)
        {
            progress.Failed(found.Path, e.Message);
            return Task.CompletedTask;
        }
    }

    private static async Task Settle(FoundFile found, long length, ConcurrentQueue<FoundFile> unanswered, StoreProgress progress, Task<StoreOutcome> answer)
    {
        switch (await answer)
        {
            case StoreOutcome.Answered { Status: var status } when GeneralStatus.IsDone(status):
                progress.Stored(length);
                break;
            case StoreOutcome.Answered { Status: var status }:
                progress.Failed(found.Path, $"status {status:X4}");
                break;
            case StoreOutcome.NoContext:
                progress.Failed(found.Path, "the peer does not take this SOP class and transfer syntax");
                break;
            case StoreOutcome.Ended:
                unanswered.Enqueue(found);
                break;
        }
    }

    private sealed record Batch(IReadOnlyList<ProposedContext> Contexts, IReadOnlyList<FoundFile> Files);

    private sealed record FoundFile(string Path, Part10Header Header)
    {
        public static FoundFile? Read(string path)
        {
            try
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 4096);
                return Part10Header.Read(file) is { } header ? new(path, header) : null;
            }
            catch (IOException)
            {
                return null;
            }
        }
    }
}
