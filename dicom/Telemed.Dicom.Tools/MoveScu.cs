using Telemed.Dicom.Dimse;

namespace Telemed.Dicom.Tools;

/// <summary>Has a peer send objects to a third (C-MOVE). Exit code 0: all were sent.</summary>
internal static class MoveScu
{
    public static async Task<int> Run(string[] args, CancellationToken cancellationToken)
    {
        if (QueryArguments.Read(args, "--dest") is not { IsWorklist: false } query) return 64;
        if (!query.Peer.Options.TryGetValue("--dest", out var destination))
        {
            Console.Error.WriteLine("--dest, the AE title to send to, is missing");
            return 64;
        }
        await using var client = await Connecting.Connect(query.Peer, FindScu.Contexts(query.Model.MoveClass), cancellationToken);
        if (client is null) return 1;
        var outcome = await client.Move(query.Model.MoveClass, destination, query.Keys, counts => Show(counts, query.Peer.Quiet), cancellationToken);
        await client.Release();
        return Finish(outcome);
    }

    /// <summary>A line that moves on a terminal.</summary>
    public static bool Show(RetrieveProgress counts, bool quiet)
    {
        var done = counts.Completed + counts.Warning + counts.Failed;
        var bar = new string('#', 30 * done / Math.Max(1, done + counts.Remaining)).PadRight(30, '.');
        if (!quiet && !Console.IsErrorRedirected) Console.Error.Write($"\r{bar} {done}/{done + counts.Remaining}");
        return true;
    }

    public static int Finish(RetrieveOutcome outcome)
    {
        if (!Console.IsErrorRedirected) Console.Error.WriteLine();
        foreach (var uid in outcome.FailedUids) Console.Error.WriteLine($"not sent: {uid}");
        var (_, completed, failed, warning) = outcome.Counts;
        Console.WriteLine($"{completed + warning} sent, {failed} failed, {warning} with warning: {StatusText.Of(outcome.Status)}");
        return outcome.Status is GeneralStatus.Success && failed == 0 ? 0 : 1;
    }
}
