using System.Text.Json;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Capacity.Rostering;

/// <summary>Reads the shifts of the read model.</summary>
internal sealed class RosterTables(ProjectionEngine readModel) : IDuty
{
    private const string OnDutyNow = "SELECT 1 FROM duty_shifts WHERE institution=@institution AND start>@after AND start<=@now AND ends>@now AND services&@service LIMIT 1";
    private const string Between = """
        SELECT s.shift, w.version FROM duty_shifts s JOIN duty_weeks w ON w.id=s.week
        WHERE s.institution=@institution AND s.start>@after AND s.start<@before AND s.ends>@endsAfter ORDER BY s.start, s.id
        """;

    /// <summary>Shifts that touch a span of time, with the version of their week, by start.</summary>
    public List<(Shift Shift, long Version)> Touching(string institutionId, DateTimeOffset from, DateTimeOffset to) =>
        Read(institutionId, from.UtcTicks - RosterProjection.LongestShift, to.UtcTicks, from.UtcTicks);

    /// <summary>Shifts that begin from one local day to another, inclusive.</summary>
    public List<(Shift Shift, long Version)> Beginning(string institutionId, DateOnly from, DateOnly to) =>
        Read(institutionId, Slots.Moment(from.ToDateTime(default)).UtcTicks - 1, Slots.Moment(to.AddDays(1).ToDateTime(default)).UtcTicks, 0);

    /// <summary>Who is on duty at that moment.</summary>
    public IEnumerable<Shift> OnDuty(string institutionId, DateTimeOffset at) =>
        Read(institutionId, at.UtcTicks - RosterProjection.LongestShift, at.UtcTicks + 1, at.UtcTicks).Select(s => s.Shift);

    public bool OnDuty(string institutionId, ServiceKind service, DateTimeOffset at)
    {
        using var session = readModel.Read();
        var found = session.Of(OnDutyNow).Bind("@institution", institutionId).Bind("@after", at.UtcTicks - RosterProjection.LongestShift).Bind("@now", at.UtcTicks)
            .Bind("@service", RosterProjection.Bit(service));
        var any = found.Step();
        found.Reset();
        return any;
    }

    private List<(Shift Shift, long Version)> Read(string institutionId, long after, long before, long endsAfter)
    {
        using var session = readModel.Read();
        var rows = session.Of(Between).Bind("@institution", institutionId).Bind("@after", after).Bind("@before", before).Bind("@endsAfter", endsAfter);
        var found = new List<(Shift, long)>();
        while (rows.Step()) found.Add((JsonSerializer.Deserialize<Shift>(rows.Text(0), StoredJson.Options)!, rows.Number(1)));
        rows.Reset();
        return found;
    }
}
