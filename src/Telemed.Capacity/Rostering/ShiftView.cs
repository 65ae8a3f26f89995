using Telemed.Capacity.Listing;
using Telemed.Contracts;

namespace Telemed.Capacity.Rostering;

/// <summary>A shift as its institution sees it.</summary>
/// <param name="Day">Local day on which it begins.</param>
/// <param name="Overnight">Ends on the next day.</param>
/// <param name="Now">On duty at this moment.</param>
/// <param name="Version">Of its week: the ETag for changes.</param>
public sealed record ShiftView(
    string Id, Named Practitioner, Title? Title, string? Department, IReadOnlyList<ServiceKind> Services, DateOnly Day, string From, string To, DutyLine Line,
    DateTimeOffset Start, DateTimeOffset End, bool Overnight, bool Now, bool Over, long Version)
{
    internal static ShiftView Of(Shift shift, long version, IDirectory directory, DateTimeOffset now)
    {
        var who = directory.Practitioner(shift.PractitionerId);
        return new(
            shift.Id, new(shift.PractitionerId, who?.Name), who?.Title, who?.Department, shift.Services, shift.Day, $"{shift.From:HH:mm}", $"{shift.To:HH:mm}", shift.Line,
            shift.Start, shift.End, shift.Overnight, shift.Covers(now), shift.End <= now, version);
    }
}
