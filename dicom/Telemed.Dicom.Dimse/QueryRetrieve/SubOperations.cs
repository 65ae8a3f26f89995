using Telemed.Dicom.Core;

namespace Telemed.Dicom.Dimse;

/// <summary>Counts the sub-operations of a retrieval and says what to answer (PS3.4 §C.4.2.3).</summary>
internal sealed class SubOperations(int total)
{
    // The list is one UI value; where the VR has a length of two bytes only so many UIDs fit.
    private const int MostListed = 1000;
    private readonly List<string> _failedUids = [];
    private int _completed;
    private int _failed;
    private int _warning;

    public int Remaining => total - _completed - _failed - _warning;

    public void Count(string sopInstanceUid, ushort? status)
    {
        if (status is GeneralStatus.Success) _completed++;
        else if (status is { } code && GeneralStatus.IsDone(code)) _warning++;
        else
        {
            _failed++;
            if (_failedUids.Count < MostListed) _failedUids.Add(sopInstanceUid);
        }
    }

    /// <summary>The status when nothing remains.</summary>
    public ushort Status => _failed == 0 && _warning == 0 ? GeneralStatus.Success
        : _completed + _warning == 0 ? QueryStatus.NoSubOperation
        : QueryStatus.SomeFailed;

    /// <summary>The response with its counts; the remaining ones only while the retrieval goes on or was cancelled.</summary>
    public CommandSet Response(CommandSet request, ushort status)
    {
        var response = Commands.Response(request, status);
        if (GeneralStatus.IsPending(status) || status is GeneralStatus.Cancelled) response = response.With(CommandTag.RemainingSubOperations, Clamp(Remaining));
        return response
            .With(CommandTag.CompletedSubOperations, Clamp(_completed))
            .With(CommandTag.FailedSubOperations, Clamp(_failed))
            .With(CommandTag.WarningSubOperations, Clamp(_warning));
    }

    /// <summary>The identifier of the last response: what failed; null when nothing did.</summary>
    public DataSet? Failures() => _failedUids.Count == 0 ? null
        : new DataSet().AddAscii(Tags.FailedSopInstanceUidList, Vr.UI, string.Join('\\', _failedUids));

    private static ushort Clamp(int count) => (ushort)Math.Min(count, ushort.MaxValue);
}
