using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Telemed.Contracts;

namespace Telemed.Governance;

/// <summary>From the section <c>referrals</c> of a pack to the policy.</summary>
internal static class ReferralReader
{
    private static readonly string[] Members = ["clocks", "reasons", "declineReasons", "contestReasons", "criteria", "followUps", "receivers"];

    public static ReferralPolicy Read(string name, JsonObject json, BusinessCalendar calendar)
    {
        foreach (var member in Members)
            if (json[member] is null) throw new PolicyPackException(name, $"'referrals.{member}' is missing");
        return Checked(name, new ReferralPolicy(Clocks(name, json["clocks"]!.AsObject(), calendar))
        {
            Reasons = [.. Each(json, "reasons").Select(Reason)],
            DeclineReasons = [.. Each(json, "declineReasons").Select(Reason)],
            ContestReasons = [.. Each(json, "contestReasons").Select(Reason)],
            Criteria = [.. Each(json, "criteria").Select(c => new ReferralCriterion(
                (string)c["code"]!, new((string)c["zh"]!, (string)c["en"]!), (string)c["source"]!, Directions(c), (bool)c["marker"]!))],
            FollowUps = [.. Each(json, "followUps").Select(f => new FollowUpRule(
                (string)f["disease"]!, new((string)f["zh"]!, (string)f["en"]!), [.. f["diagnoses"]!.AsArray().Select(d => (string)d!)], (int)f["afterDays"]!,
                new((string)f["whatZh"]!, (string)f["whatEn"]!)))],
            Receivers = [.. Each(json, "receivers").Select(r => new ReceiverRule(
                Value<ReferralDirection>(r["direction"]), Value<ReceiverRelation>(r["relation"]), (bool)r["needsAgreement"]!, (bool)r["needsReason"]!))],
        });
    }

    private static List<ReferralClockRule> Clocks(string name, JsonObject groups, BusinessCalendar calendar)
    {
        var rules = new Dictionary<(ReferralDirection, Urgency, string), ReferralClockRule>();
        foreach (var (_, group) in groups)
            foreach (var direction in Directions(group!.AsObject()))
                foreach (var lane in Enum.GetValues<Urgency>())
                    foreach (var (clock, said) in group[JsonNamingPolicy.CamelCase.ConvertName(lane.ToString())]?.AsObject() ?? [])
                    {
                        if (!ReferralClocks.All.Contains(clock)) throw new PolicyPackException(name, $"no clock of a referral is called '{clock}'");
                        var (duration, business, effect) = PackReader.Span((string)said!, calendar);
                        if (!rules.TryAdd((direction, lane, clock), new(direction, lane, clock, duration, business, effect)))
                            throw new PolicyPackException(name, $"clock '{clock}' of {direction}/{lane} is given twice");
                    }
        return [.. rules.Values];
    }

    private static ReferralPolicy Checked(string name, ReferralPolicy policy)
    {
        foreach (var direction in Enum.GetValues<ReferralDirection>())
        {
            foreach (var lane in Enum.GetValues<Urgency>())
                foreach (var clock in ReferralClocks.Required)
                    if (policy.Clock(direction, lane, clock) is null) throw new PolicyPackException(name, $"clock '{clock}' of {direction}/{lane} is missing");
            if (!policy.Reasons.Any(r => r.Directions.Contains(direction))) throw new PolicyPackException(name, $"no reason for {direction}");
            if (!policy.DeclineReasons.Any(r => r.Directions.Contains(direction))) throw new PolicyPackException(name, $"no reason for declining {direction}");
            if (!policy.Receivers.Any(r => r.Direction == direction)) throw new PolicyPackException(name, $"no receiver for {direction}");
        }
        Once(name, "reason for referring", policy.Reasons.Select(r => r.Code));
        Once(name, "reason for declining a referral", policy.DeclineReasons.Select(r => r.Code));
        Once(name, "reason for insisting", policy.ContestReasons.Select(r => r.Code));
        Once(name, "criterion", policy.Criteria.Select(c => c.Code));
        Once(name, "follow-up", policy.FollowUps.Select(f => f.Disease));
        Once(name, "receiver", policy.Receivers.Select(r => $"{r.Direction}/{r.Relation}"));
        if (policy.FollowUps.Count == 0 || policy.FollowUps[^1].Diagnoses.Count > 0) throw new PolicyPackException(name, "the last follow-up must hold for every diagnosis");
        return policy.FollowUps.All(f => f.AfterDays > 0) ? policy : throw new PolicyPackException(name, "a follow-up is due before the return");
    }

    private static void Once(string name, string what, IEnumerable<string> codes)
    {
        if (codes.GroupBy(c => c).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new PolicyPackException(name, $"{what} '{twice.Key}' is given twice");
    }

    private static ReferralReason Reason(JsonObject json) => new(
        (string)json["code"]!, new((string)json["zh"]!, (string)json["en"]!), Directions(json), (bool)json["commentRequired"]!, Date(json["validFrom"])!.Value, Date(json["validTo"]));

    private static IEnumerable<JsonObject> Each(JsonObject json, string member) => json[member]!.AsArray().Select(item => item!.AsObject());

    private static ReferralDirection[] Directions(JsonObject json) => [.. json["directions"]!.AsArray().Select(Value<ReferralDirection>)];

    private static DateOnly? Date(JsonNode? node) =>
        node is null ? null : DateOnly.ParseExact((string)node!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static T Value<T>(JsonNode? name) where T : struct, Enum => Enum.Parse<T>((string)name!, ignoreCase: true);
}
