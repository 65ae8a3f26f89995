using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Telemed.Contracts;

namespace Telemed.Indicators.Tests;

/// <summary>Random histories: more disorderly than any case can be, because a figure must hold for every order of steps.</summary>
internal static class Histories
{
    private static readonly string[] ReferralSteps =
    [
        "drafted", "edited", "submitted", "redirected", "informationRequested", "informationProvided", "accepted", "reserved", "declined", "departed", "arrived", "markedNotArrived", "admitted",
        "completed", "returnedDown", "returnFollowedUp", "returnEnded", "received", "followedUp", "rated", "closed", "closedItself", "cancelled", "withdrawn", "expired", "deathRecorded",
        "clockStarted", "clockStopped", "clockBreached", "clockPaused", "clockResumed",
    ];
    private static readonly string[] ConsultationSteps =
    [
        "drafted", "submitted", "redirected", "informationRequested", "accepted", "declined", "claimed", "assigned", "scheduled", "sessionStarted", "opinionReleased", "decisionRecorded",
        "rated", "closed", "withdrawn", "expired", "clockStarted", "clockStopped", "clockBreached",
    ];
    private static readonly string[] Clocks = ["answer", "report", "summary", "followUp", "information", "expiry"];
    private static readonly string[] Reasons = ["noBed", "noCapacity", "outsideScope", "other"];
    private static readonly string[] Departments = ["内科", "外科"];
    private static readonly DateTimeOffset Start = new(2026, 1, 20, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Appends of some cases, in the order of the log.</summary>
    public static Gen<List<List<CaseStep>>> Some { get; } =
        from seed in Gen.Choose(0, int.MaxValue)
        from cases in Gen.Choose(1, 25)
        select Make(new Random(seed), cases);

    private static List<List<CaseStep>> Make(Random random, int cases)
    {
        var told = new List<(DateTimeOffset At, List<CaseStep> Steps)>();
        for (var i = 0; i < cases; i++) told.AddRange(Case(random, $"c{random.NextInt64():x}"));
        return [.. told.OrderBy(t => t.At).ThenBy(t => t.Steps[0].CaseId, StringComparer.Ordinal).Select(t => t.Steps)];
    }

    private static IEnumerable<(DateTimeOffset, List<CaseStep>)> Case(Random random, string id)
    {
        var category = random.Next(10) switch { 0 => "visit", < 5 => "consultation", _ => "referral" };
        var at = Start.AddMinutes(random.Next(60 * 24 * 120));
        var (kind, lane) = (category == "referral" ? Pick(random, "up", "up", "down", "lateral") : "clinical", (Urgency)random.Next(3));
        var (from, to, department) = (Anybody(random), category == "visit" ? null : Anybody(random), Pick(random, Departments));
        var sent = category == "visit";
        for (var n = random.Next(1, 14); n > 0; n--)
        {
            at = at.AddSeconds(random.Next(1, 60 * 60 * 24 * 6));
            var steps = new List<CaseStep>();
            for (var m = random.Next(1, 5); m > 0; m--)
            {
                var step = category == "visit" ? "recorded" : Pick(random, category == "referral" ? ReferralSteps : ConsultationSteps);
                if (step == "submitted") sent = true;
                if (step == "redirected") (to, department) = (Anybody(random), Pick(random, Departments));
                var facts = new CaseFacts(
                    $"N-{id}", kind, lane, Pick(random, "submitted", "accepted", "completed", "needsInfo"), random.Next(6) > 0, "p", from.Id,
                    sent ? to?.Id ?? from.Id : null, department, from.AreaCode, to?.AreaCode ?? from.AreaCode);
                var clock = step.StartsWith("clock", StringComparison.Ordinal);
                steps.Add(new(
                    category, id, step, at, random.Next(3) == 0 ? null : from.Id, facts, Detail(random, step, clock), clock ? at.AddHours(random.Next(1, 100)) : null,
                    step != "clockStopped" || random.Next(3) > 0));
            }
            yield return (at, steps);
        }
    }

    private static string? Detail(Random random, string step, bool clock) => step switch
    {
        _ when clock => Pick(random, Clocks),
        "declined" or "submitted" or "redirected" => random.Next(5) == 0 ? null : Pick(random, Reasons),
        "drafted" or "edited" => random.Next(2) == 0 ? "noDiagnosis" : null,
        "rated" => random.Next(1, 6).ToString(CultureInfo.InvariantCulture),
        "decisionRecorded" => Pick(random, "adopted", "partly", "notAdopted"),
        _ => null,
    };

    private static Institution Anybody(Random random) => Region.Everybody[random.Next(Region.Everybody.Count)];

    private static T Pick<T>(Random random, params T[] from) => from[random.Next(from.Length)];
}
