using Telemed.Contracts;

namespace Telemed.Directory.Links;

/// <summary>How a county hospital and a tertiary-A hospital stand to each other today.</summary>
public enum LinkState
{
    /// <summary>有效.</summary>
    InForce,

    /// <summary>Ends within thirty days (即将到期).</summary>
    Ending,

    /// <summary>已终止.</summary>
    Ended,

    /// <summary>未建立: work passes between them without an agreement or alliance, or one is signed and has not begun.</summary>
    None,
}

/// <summary>Days on which an agreement or an alliance joins two hospitals; both inclusive, the last one open.</summary>
public sealed record LinkSpan(DateOnly From, DateOnly? LastDay)
{
    /// <summary>Covers that day.</summary>
    public bool Covers(DateOnly day) => From <= day && !(LastDay < day);
}

/// <summary>What a link is, without asking anybody.</summary>
public static class LinkRules
{
    /// <summary>Days: so soon an end is told, so far back uses are counted, so long a link is idle.</summary>
    public const int Days = 30;

    /// <summary>The first of the days whose uses are counted, today being the last.</summary>
    public static DateOnly FirstCounted(DateOnly today) => today.AddDays(1 - Days);

    public static LinkState StateOf(IReadOnlyCollection<LinkSpan> spans, DateOnly today)
    {
        if (spans.Any(s => s.Covers(today))) return LastDayOf(spans, today) is { } last && last <= today.AddDays(Days) ? LinkState.Ending : LinkState.InForce;
        return spans.Any(s => s.LastDay < today) ? LinkState.Ended : LinkState.None;
    }

    /// <summary>The last day of what joins them now, or did last; null while open.</summary>
    public static DateOnly? LastDayOf(IReadOnlyCollection<LinkSpan> spans, DateOnly today)
    {
        var now = spans.Where(s => s.Covers(today)).ToList();
        return now.Count > 0 ? now.Any(s => s.LastDay is null) ? null : now.Max(s => s.LastDay) : spans.Where(s => s.LastDay < today).Max(s => s.LastDay);
    }

    /// <summary>Is there a link that stood through all the days counted and was not used on any?</summary>
    public static bool Idle(IReadOnlyCollection<LinkSpan> spans, DateOnly today, int uses) =>
        uses == 0 && spans.Any(s => s.Covers(today) && s.From < FirstCounted(today));

    /// <summary>Tertiary-A or above (三级甲等、三级特等), whatever its tier.</summary>
    public static bool IsTertiaryA(InstitutionProfile profile) => profile.Grade >= HospitalGrade.Level3A;

    /// <summary>A hospital of a county that is not tertiary-A itself (县级医院).</summary>
    public static bool IsCountyHospital(InstitutionProfile profile) => profile.Tier == AdministrativeTier.County && !IsTertiaryA(profile)
        && profile.Kind is InstitutionKind.GeneralHospital or InstitutionKind.TcmHospital or InstitutionKind.SpecialistHospital or InstitutionKind.MaternityAndChild;
}
