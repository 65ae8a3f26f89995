using FellowOakDicom.Network;
using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;

namespace Telemed.Dicom.FoDicom;

/// <summary>The sub-operations of a retrieval and their counts.</summary>
internal sealed class FoRetrieval(IStudyObjects objects, IReadOnlyList<RetrievableObject> selected)
{
    private int completed, failed, warning;

    public (int Completed, int Failed, int Warning, ushort Status) Done => (completed, failed, warning,
        failed + warning == 0 ? GeneralStatus.Success : completed + warning == 0 ? QueryStatus.NoSubOperation : QueryStatus.SomeFailed);

    /// <summary>Null when the identifier is not sound.</summary>
    public static async Task<FoRetrieval?> Select(FoDicomPorts ports, string sopClass, DataSet keys, Asker asker, Asker receiver, CancellationToken cancellationToken)
    {
        var model = QueryModel.Of(sopClass)!;
        if (QueryIdentifier.FaultOfRetrieval(keys, model, relational: false) is not null) return null;
        var objects = ports.Need<IStudyObjects>();
        return new(objects, await objects.Select(new(asker, receiver, model, QueryIdentifier.LevelOf(keys, model)!.Value, keys), cancellationToken));
    }

    /// <param name="queue">Takes a request.</param>
    /// <param name="flush">Sends what was queued, where that is a step of its own.</param>
    public async Task Send(Func<DicomCStoreRequest, Task> queue, Func<Task> flush, CancellationToken cancellationToken)
    {
        foreach (var one in selected)
        {
            if (!one.ReceiverMay || await objects.Open(one, cancellationToken) is not { } opened)
            {
                failed++;
                continue;
            }
            await using var _ = opened;
            var answered = new TaskCompletionSource<ushort>(TaskCreationOptions.RunContinuationsAsynchronously);
            var store = new DicomCStoreRequest(await opened.ToFile(cancellationToken)) { OnResponseReceived = (_, response) => answered.TrySetResult(response.Status.Code) };
            try
            {
                await queue(store);
                await flush();
                Count(await answered.Task.WaitAsync(TimeSpan.FromMinutes(1), cancellationToken));
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                failed++;   // no association, no context for it, or no answer
            }
        }
    }

    private void Count(ushort status)
    {
        if (status == GeneralStatus.Success) completed++;
        else if (GeneralStatus.IsDone(status)) warning++;
        else failed++;
    }
}
