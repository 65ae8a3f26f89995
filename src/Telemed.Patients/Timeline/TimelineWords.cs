using System.Text.Json;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Patients.Timeline;

/// <summary>One line as it is kept.</summary>
internal sealed record TimelineRow(
    long Seq, string Sort, DateTimeOffset At, TimelineKind Kind, string Category, string CaseId, string Step, string? CaseKind, string? Number, string? State,
    string FromId, string? ToId, string? ById, string? Department, string? Detail);

/// <summary>Title and text of a line in plain words, with the names of institutions as they are called today.</summary>
/// <param name="items">Names of the items of results, where there are results.</param>
internal sealed class TimelineWords(IDirectory directory, IPolicies policies, IStandardItems? items = null)
{
    /// <summary>Category of lines about recognised results.</summary>
    public const string RecognitionCategory = "recognition";

    /// <summary>The institution a line stands under: who took the step, or whose turn it was.</summary>
    public static string InstitutionOf(TimelineRow row) => row.ById ?? row.ToId ?? row.FromId;

    public string? NameOf(string? institutionId) => institutionId is null ? null : directory.Institution(institutionId)?.Name ?? institutionId;

    public Text Title(TimelineRow row) =>
        row.Category == RecognitionCategory ? Recognised(row)
        : row.Category != VisitRules.Category ? TimelineSteps.TitleOf(row.Category, row.Step, row.CaseKind, row.Detail)
        : directory.Institution(row.FromId)?.IsPrimary == true ? new("基层就诊", "Visit in primary care") : new("门诊就诊", "Visit");

    /// <summary>What a reader who may know of the case sees beside the title; null when there is nothing to add.</summary>
    public string? Said(TimelineRow row, Language language)
    {
        if (row.Category == VisitRules.Category) return Visit(row, language);
        if (row.Category == RecognitionCategory) return NameOf(row.Detail);
        var sides = TimelineSteps.NamesBothSides(row.Step) ? $"{NameOf(row.FromId)} → {Together(' ', NameOf(row.ToId), row.Department)}" : null;
        var text = Together(language == Language.Zh ? '；' : ';', sides, Reason(row)?.In(language));
        return text.Length == 0 ? null : text;
    }

    private Text Recognised(TimelineRow row)
    {
        var name = items?.Find(row.CaseKind!)?.Name ?? new(row.CaseKind!, row.CaseKind!);
        return row.Step == "accepted" ? new($"认可 {name.Zh}", $"Recognised {name.En}") : new($"撤销认可 {name.Zh}", $"No longer recognised: {name.En}");
    }

    /// <summary>The coded reason in the words of the region's pack.</summary>
    private Text? Reason(TimelineRow row)
    {
        if (row.Detail is not { } code || row.Step is not ("submitted" or "declined" or "redirected")) return null;
        var pack = policies.For(directory.Institution(row.FromId)?.AreaCode ?? "", row.At);
        return row.Category == "consultation" ? pack.DeclineReasons.FirstOrDefault(r => r.Code == code)?.Text
            : (row.Step == "submitted" ? pack.Referrals.Reasons : pack.Referrals.DeclineReasons).FirstOrDefault(r => r.Code == code)?.Text;
    }

    private static string Visit(TimelineRow row, Language language)
    {
        var visit = JsonSerializer.Deserialize<VisitText>(row.Detail!, StoredJson.Options)!;
        return Together(' ', row.Department, string.Join(language == Language.Zh ? "；" : "; ", visit.Diagnoses.Select(d => d.Text)), visit.Note);
    }

    private static string Together(char between, params IEnumerable<string?> parts) => string.Join(between, parts.Where(part => part is not null));
}
