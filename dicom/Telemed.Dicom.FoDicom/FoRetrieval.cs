using FellowOakDicom;
using FellowOakDicom.Network;
using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;

namespace Telemed.Dicom.FoDicom;

/// <summary>The sub-operations of a retrieval and their counts.</summary>
internal sealed class FoRetrieval(IStudyObjects objects, IReadOnlyList<RetrievableObject> selected)
{
    private const int MostListed = 1000;
    private readonly List<string> failures = [];
    private int completed, failed, warning;

    public ushort Status => failed + warning == 0 ? GeneralStatus.Success : completed + warning == 0 ? QueryStatus.NoSubOperation : QueryStatus.SomeFailed;

    /// <summary>Writes the counts and what failed into the last response.</summary>
    public T Into<T>(T response) where T : DicomResponse
    {
        response.Command.AddOrUpdate(DicomTag.NumberOfCompletedSuboperations, (ushort)completed);
        response.Command.AddOrUpdate(DicomTag.NumberOfFailedSuboperations, (ushort)failed);
        response.Command.AddOrUpdate(DicomTag.NumberOfWarningSuboperations, (ushort)warning);
        if (failures.Count > 0) response.Dataset = new DicomDataset { { DicomTag.FailedSOPInstanceUIDList, failures.ToArray() } };
        return response;
    }

    /// <summary>The retrieval, or the element for which it is refused.</summary>
    public static async Task<(FoRetrieval? Retrieval, Tag? Fault)> Select(FoDicomPorts ports, string sopClass, DataSet keys, Asker asker, Asker receiver, CancellationToken cancellationToken)
    {
        var model = QueryModel.Of(sopClass)!;
        if (QueryIdentifier.FaultOfRetrieval(keys, model, relational: false) is { } fault) return (null, fault);
        var objects = ports.Need<IStudyObjects>();
        return (new(objects, await objects.Select(new(asker, receiver, model, QueryIdentifier.LevelOf(keys, model)!.Value, keys), cancellationToken)), null);
    }

    /// <param name="queue">Takes a request.</param>
    /// <param name="flush">Sends what was queued, where that is a step of its own.</param>
    public async Task Send(Func<DicomCStoreRequest, Task> queue, Func<Task> flush, CancellationToken cancellationToken)
    {
        foreach (var one in selected)
        {
            if (!one.ReceiverMay || await objects.Open(one, cancellationToken) is not { } opened)
            {
                Failed(one);
                continue;
            }
            await using var _ = opened;
            var answered = new TaskCompletionSource<ushort>(TaskCreationOptions.RunContinuationsAsynchronously);
            var store = new DicomCStoreRequest(await opened.ToFile(cancellationToken)) { OnResponseReceived = (_, response) => answered.TrySetResult(response.Status.Code) };
            try
            {
                await queue(store);
                await flush();
                Count(one, await answered.Task.WaitAsync(TimeSpan.FromMinutes(1), cancellationToken));
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                Failed(one);   // no association, no context for it, or no answer
            }
        }
    }

    private void Count(RetrievableObject one, ushort status)
    {
        if (status == GeneralStatus.Success) completed++;
        else if (GeneralStatus.IsDone(status)) warning++;
        else Failed(one);
    }

    private void Failed(RetrievableObject one)
    {
        failed++;
        if (failures.Count < MostListed) failures.Add(one.SopInstanceUid);
    }
}
