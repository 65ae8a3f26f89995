using Telemed.Dicom.Dimse;
using Telemed.Imaging.Storing;

namespace Telemed.Imaging.Sending;

/// <summary>What one association brings over: objects one after the other, as many unanswered as the peer granted, each settled by its own answer.</summary>
/// <param name="fits">The association has contexts for it.</param>
internal sealed class DimseRun(DimseClient client, SendWork work, Func<SendItem, bool> fits, ObjectFolders folders, TimeProvider time)
{
    private readonly Lock gate = new();
    private long busyUntil;
    private volatile string? fault;

    /// <summary>Sends until there is nothing more for it or something is wrong; returns when everything sent is settled.</summary>
    /// <returns>Whether there was anything, and why it left off: null when in good order.</returns>
    public async Task<(bool Any, string? Fault)> Go(CancellationToken cancellationToken)
    {
        var unsettled = new List<Task>();
        bool any = false;
        try
        {
            while (await client.Ready() && fault is null && work.Take(fits) is { } item)
            {
                any = true;
                if (await Begin(item, cancellationToken) is { } settling) unsettled.Add(settling);
                unsettled.RemoveAll(one => one.IsCompletedSuccessfully);
            }
        }
        finally
        {
            await Task.WhenAll(unsettled);
        }
        return (any, fault ?? (client.Association.End is null ? null : SendFault.Ended));
    }

    /// <returns>What settles it later; null when it is gone.</returns>
    private async Task<Task?> Begin(SendItem item, CancellationToken cancellationToken)
    {
        bool sent = false;
        try
        {
            long began = time.GetTimestamp();
            Task<StoreOutcome>? outcome = null;
            if (Open(item) is { } opened)
                await using (opened) outcome = await client.Begin(opened, cancellationToken);
            sent = true;
            if (outcome is null)
            {
                work.Refuse(item, SendFault.Gone);
                return null;
            }
            work.Moved(item.Bytes);
            return Settle(item, outcome, began);
        }
        finally
        {
            if (!sent) work.PutBack(item);
        }
    }

    private async Task Settle(SendItem item, Task<StoreOutcome> answer, long began)
    {
        bool settled = false;
        try
        {
            var outcome = await answer;
            work.Landed(item.Bytes);
            var judged = Judge(outcome);
            if (judged is { IsFinal: false })
            {
                fault ??= judged.Value.Word;
                return;
            }
            if (judged is { Word: var word }) work.Refuse(item, word);
            else
            {
                work.Acknowledge(item);
                work.Measure(new(item.Bytes, BusySince(began), null, null));
            }
            settled = true;
        }
        finally
        {
            if (!settled)
            {
                fault ??= SendFault.Ended;
                work.PutBack(item);
            }
        }
    }

    // Of objects under way beside each other every moment counts once.
    private TimeSpan BusySince(long began)
    {
        lock (gate)
        {
            long now = time.GetTimestamp(), from = Math.Max(began, busyUntil);
            busyUntil = now;
            return time.GetElapsedTime(from, now);
        }
    }

    /// <summary>What an answer means for the object: null that it is stored (a warning too), final that it never will be.</summary>
    private static (string Word, bool IsFinal)? Judge(StoreOutcome outcome) => outcome switch
    {
        StoreOutcome.Answered { Status: var status } when GeneralStatus.IsDone(status) => null,
        StoreOutcome.Answered { Status: >= 0xA700 and <= 0xA7FF } => (SendFault.Busy, false),   // out of resources: PS3.4 Table B.2-1
        StoreOutcome.Answered { Status: var status } => ($"{SendFault.Refused} {status:X4}", true),
        StoreOutcome.NoContext => (SendFault.NoSyntax, true),
        _ => (SendFault.Ended, false),
    };

    private OutgoingObject? Open(SendItem item)
    {
        try
        {
            return OutgoingObject.Open(folders.PathOf(item.SopInstanceUid));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
