using System.Text.Json;
using Telemed.Kernel;

namespace Telemed.Web.Tests.Region;

/// <summary>The simple model: reads the log from its beginning and says what should never have happened.</summary>
internal sealed class LogModel
{
    private static readonly HashSet<string> Ends =
    [
        "referral.closed", "referral.closedItself", "referral.cancelled", "referral.withdrawn", "referral.expired", "referral.markedNotArrived", "referral.deathRecorded",
        "consultation.closed", "consultation.withdrawn", "consultation.expired", "consultation.convertedToReferral", "consultation.markedNoShow",
    ];

    private readonly Dictionary<string, One> cases = [];
    private readonly Dictionary<string, string> holders = [];

    public List<string> Wrong { get; } = [];
    public Dictionary<string, int> Counted { get; } = [];
    public int Bookings { get; private set; }
    public int Clocks { get; private set; }

    public void Read(StoredAppend append)
    {
        if (append.Stream.Category is not ("referral" or "consultation")) return;
        if (!cases.TryGetValue(append.Stream.Value, out var one)) cases.Add(append.Stream.Value, one = new(append.Stream.Value));
        foreach (var fact in append.Events)
        {
            Counted[fact.Type] = Counted.GetValueOrDefault(fact.Type) + 1;
            using var json = JsonDocument.Parse(fact.Json);
            if (one.Ended && fact.Type is not ("referral.rated" or "consultation.rated") && !fact.Type.Contains(".clock", StringComparison.Ordinal))
                Wrong.Add($"{one.Id} went on with {fact.Type} after its end");
            Apply(one, fact.Type, json.RootElement);
        }
        LookForTwins(one);
    }

    /// <summary>Clocks that were due before that moment and neither stopped nor ran out.</summary>
    public IEnumerable<string> Forgotten(DateTimeOffset before) =>
        from one in cases.Values
        from clock in one.Running
        where clock.Value < before
        select $"{one.Id} {clock.Key} was due at {clock.Value:O}";

    private void Apply(One one, string type, JsonElement fact)
    {
        switch (type.Split('.')[1])
        {
            case "drafted" when one.Id.StartsWith("referral", StringComparison.Ordinal):
                var request = fact.GetProperty("request");
                one.Patient = request.GetProperty("patientId").GetString();
                one.Direction = request.GetProperty("direction").GetString();
                one.Department = Department(request);
                break;
            case "edited" when one.Department is not null:
                one.Patient = fact.GetProperty("request").GetProperty("patientId").GetString();
                one.Department = Department(fact.GetProperty("request"));
                break;
            case "submitted" or "contested": one.Live = true; break;
            case "redirected" when one.Department is not null:
                one.Department = fact.GetProperty("to").GetProperty("department").GetString();
                one.Live = true;
                Leave(one);
                break;
            case "declined" or "completed":
                one.Live = false;
                Leave(one);
                break;
            case "reserved": Take(one, fact.GetProperty("place").GetProperty("id").GetString()!); break;
            case "clockStarted" or "clockResumed": one.Running[fact.GetProperty("clock").GetString()!] = fact.GetProperty("dueAt").GetDateTimeOffset(); break;
            case "clockPaused" or "clockStopped": one.Running.Remove(fact.GetProperty("clock").GetString()!); break;
            case "clockBreached":
                Clocks++;
                if (!one.Running.Remove(fact.GetProperty("clock").GetString()!)) Wrong.Add($"{one.Id} {fact.GetProperty("clock")} ran out without running");
                break;
        }
        if (!Ends.Contains(type)) return;
        (one.Ended, one.Live) = (true, false);
        Leave(one);
    }

    private void Take(One one, string place)
    {
        Bookings++;
        if (holders.TryGetValue(place, out var other) && other != one.Id) Wrong.Add($"{place} was given to {one.Id} while {other} held it");
        Leave(one);
        holders[place] = one.Id;
        one.Place = place;
    }

    private void Leave(One one)
    {
        if (one.Place is { } place && holders.GetValueOrDefault(place) == one.Id) holders.Remove(place);
        one.Place = null;
    }

    private void LookForTwins(One one)
    {
        if (one is not { Live: true, Direction: "up" }) return;
        foreach (var other in cases.Values)
            if (other != one && other.Live && (other.Patient, other.Direction, other.Department) == (one.Patient, one.Direction, one.Department))
                Wrong.Add($"{one.Id} and {other.Id} are live for one patient, direction and department");
    }

    private static string? Department(JsonElement request) =>
        request.TryGetProperty("to", out var to) && to.TryGetProperty("department", out var department) ? department.GetString() : null;

    private sealed class One(string id)
    {
        public string Id => id;
        public string? Patient { get; set; }
        public string? Direction { get; set; }
        public string? Department { get; set; }
        public bool Live { get; set; }
        public bool Ended { get; set; }
        public string? Place { get; set; }
        public Dictionary<string, DateTimeOffset> Running { get; } = [];
    }
}
