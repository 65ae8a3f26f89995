using Telemed.Kernel;

namespace Telemed.Web.Hosting.Housekeeping;

/// <summary>Says every few seconds how far a copy has come.</summary>
internal sealed class Progress(TextWriter say)
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(2);
    private long said = TimeProvider.System.GetTimestamp();

    public void Log(CopyProgress at) => Say(at.Of > 0 ? $"{at.Done} of {at.Of} appends ({100.0 * at.Done / at.Of:F0} %)" : $"{at.Done} appends");

    public void Persons(CopyProgress at) => Say($"{at.Done} persons");

    private void Say(string line)
    {
        if (TimeProvider.System.GetElapsedTime(said) < Often) return;
        said = TimeProvider.System.GetTimestamp();
        say.WriteLine(line);
    }
}
