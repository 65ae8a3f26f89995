namespace Telemed.Dicom.Dimse;

/// <summary>Counts associations, in all and by calling AE title, and says when there are enough.</summary>
public sealed class AssociationGate(int mostInAll, int mostPerCaller)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _byCaller = new(StringComparer.Ordinal);
    private int _all;

    /// <summary>Associations that stand.</summary>
    public int Count
    {
        get { lock (_lock) return _all; }
    }

    /// <summary>Takes a place for an association; false when none is left.</summary>
    /// <param name="callingAe">Who calls.</param>
    /// <param name="most">A limit of its own for this caller; null takes the common one.</param>
    public bool TryEnter(string callingAe, int? most = null)
    {
        lock (_lock)
        {
            var now = _byCaller.GetValueOrDefault(callingAe);
            if (_all >= mostInAll || now >= (most ?? mostPerCaller)) return false;
            _byCaller[callingAe] = now + 1;
            _all++;
            return true;
        }
    }

    /// <summary>Gives a place back.</summary>
    public void Leave(string callingAe)
    {
        lock (_lock)
        {
            _all--;
            if (--_byCaller[callingAe] == 0) _byCaller.Remove(callingAe);
        }
    }
}
