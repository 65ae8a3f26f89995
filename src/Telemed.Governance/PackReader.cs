using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Governance;

/// <summary>From the JSON of one pack, already merged with what it is based on, to the pack.</summary>
internal static class PackReader
{
    private const int UsualAppsPerAccount = 10;   // packs written before there was a register of devices say nothing of it

    public static PolicyPack Read(string name, JsonObject json)
    {
        foreach (var member in new[] { "region", "version", "effectiveFrom", "approvedBy", "calendar", "clocks", "outputs", "fourEyes", "declineReasons", "higherMayAskLower", "referrals" })
            if (json[member] is null) throw new PolicyPackException(name, $"'{member}' is missing");
        try
        {
            var calendar = Calendar(json["calendar"]!.AsObject());
            return new PolicyPack(Clocks(name, json["clocks"]!.AsObject(), calendar))
            {
                Region = (string)json["region"]!,
                Version = (int)json["version"]!,
                EffectiveFrom = Date(json["effectiveFrom"])!.Value,
                EffectiveTo = Date(json["effectiveTo"]),
                ApprovedBy = (string)json["approvedBy"]!,
                Calendar = calendar,
                Outputs = [.. json["outputs"]!.AsObject().Select(o => new OutputRule(Value<ServiceKind>(o.Key), Value<Title>((string)o.Value!["minimumTitle"]!), (int)o.Value["years"]!))],
                FourEyes = json["fourEyes"].Deserialize<FourEyesRule>(StoredJson.Options)!,
                DeclineReasons = [.. json["declineReasons"]!.AsArray().Select(r => Reason(r!.AsObject()))],
                HigherMayAskLower = (bool)json["higherMayAskLower"]!,
                AppsPerAccount = (int?)json["devices"]?["appsPerAccount"] ?? UsualAppsPerAccount,
                AppsRegisterAtTheDoor = (bool?)json["devices"]?["appsRegisterAtTheDoor"] ?? true,
                Referrals = ReferralReader.Read(name, json["referrals"]!.AsObject(), calendar),
            };
        }
        catch (Exception fault) when (fault is NullReferenceException or InvalidOperationException or FormatException or JsonException or ArgumentException)
        {
            throw new PolicyPackException(name, $"a member is missing or malformed ({fault.Message})");
        }
    }

    private static List<ClockRule> Clocks(string name, JsonObject groups, BusinessCalendar calendar)
    {
        var rules = new Dictionary<(ServiceKind, Urgency, string), ClockRule>();
        foreach (var (_, group) in groups)
            foreach (var kind in group!["kinds"]!.AsArray().Select(k => Value<ServiceKind>((string)k!)))
                foreach (var urgency in Enum.GetValues<Urgency>())
                    foreach (var (clock, said) in group[JsonNamingPolicy.CamelCase.ConvertName(urgency.ToString())]?.AsObject() ?? [])
                    {
                        if (!ClockNames.All.Contains(clock)) throw new PolicyPackException(name, $"no clock is called '{clock}'");
                        if (!rules.TryAdd((kind, urgency, clock), Clock(kind, urgency, clock, (string)said!, calendar)))
                            throw new PolicyPackException(name, $"clock '{clock}' of {kind}/{urgency} is given twice");
                    }
        return [.. rules.Values];
    }

    private static ClockRule Clock(ServiceKind kind, Urgency urgency, string clock, string said, BusinessCalendar calendar)
    {
        var (duration, business, effect) = Span(said, calendar);
        return new(kind, urgency, clock, duration, business, effect);
    }

    /// <summary>Such as <c>15m escalate</c>; m and h run always, wh and wd (working hours and days) by the calendar.</summary>
    internal static (TimeSpan Duration, bool Business, BreachEffect Effect) Span(string said, BusinessCalendar calendar)
    {
        var space = said.IndexOf(' ', StringComparison.Ordinal);
        var digits = said.AsSpan(0, space).IndexOfAnyExceptInRange('0', '9');
        var amount = int.Parse(said.AsSpan(0, digits), CultureInfo.InvariantCulture);
        var (duration, business) = said[digits..space] switch
        {
            "m" => (TimeSpan.FromMinutes(amount), false),
            "h" => (TimeSpan.FromHours(amount), false),
            "wh" => (TimeSpan.FromHours(amount), true),
            "wd" => (calendar.DayLength * amount, true),
            var unit => throw new FormatException($"unit '{unit}'"),
        };
        if (duration <= TimeSpan.Zero) throw new FormatException($"duration '{said}'");
        return (duration, business, Value<BreachEffect>(said[(space + 1)..]));
    }

    private static BusinessCalendar Calendar(JsonObject json)
    {
        var calendar = new BusinessCalendar(
            TimeSpan.Parse((string)json["utcOffset"]!, CultureInfo.InvariantCulture),
            TimeOnly.Parse((string)json["opens"]!, CultureInfo.InvariantCulture),
            TimeOnly.Parse((string)json["closes"]!, CultureInfo.InvariantCulture),
            Days(json["holidays"]!), Days(json["makeUpWorkdays"]!));
        return calendar.Opens < calendar.Closes ? calendar : throw new FormatException("opening hours");
    }

    private static DeclineReason Reason(JsonObject json) => new(
        (string)json["code"]!, new((string)json["zh"]!, (string)json["en"]!), (bool)json["commentRequired"]!, Date(json["validFrom"])!.Value, Date(json["validTo"]));

    private static HashSet<DateOnly> Days(JsonNode days) => [.. days.AsArray().Select(d => Date(d)!.Value)];

    private static DateOnly? Date(JsonNode? node) =>
        node is null ? null : DateOnly.ParseExact((string)node!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static T Value<T>(string name) where T : struct, Enum => Enum.Parse<T>(name, ignoreCase: true);
}
