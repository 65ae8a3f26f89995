namespace Telemed.Dicom.Tools;

/// <summary>Counts what was sent and says so: a line that moves on a terminal, one line for each failure, a summary.</summary>
internal sealed class StoreProgress(bool quiet)
{
    private readonly Lock _lock = new();
    private int _expected;
    private int _stored;
    private int _failed;
    private int _skipped;
    private long _bytes;

    public bool AllStored => _failed == 0 && _skipped == 0 && _stored > 0;

    public void Expect(int files) => _expected += files;

    public void Stored(long bytes)
    {
        lock (_lock)
        {
            _stored++;
            _bytes += bytes;
            if (!quiet && !Console.IsErrorRedirected) Console.Error.Write($"\r{_stored + _failed}/{_expected}");
        }
    }

    public void Failed(string path, string why)
    {
        lock (_lock)
        {
            _failed++;
            Console.Error.WriteLine($"{path}: {why}");
        }
    }

    public void Skipped(string path)
    {
        lock (_lock)
        {
            _skipped++;
            Console.Error.WriteLine($"{path}: no DICOM file with meta information, not sent");
        }
    }

    public void Finish(TimeSpan took) =>
        Console.WriteLine(FormattableString.Invariant(
            $"{_stored} stored, {_failed} failed, {_skipped} skipped; {_bytes / 1e6:F1} MB in {took.TotalSeconds:F2} s, {_stored / took.TotalSeconds:F0} files/s"));
}
