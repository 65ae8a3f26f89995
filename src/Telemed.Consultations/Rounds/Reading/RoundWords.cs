using Telemed.Contracts;
using static Telemed.Consultations.Rounds.RoundEvent;

namespace Telemed.Consultations.Rounds.Reading;

/// <summary>Facts of a round in plain words, Chinese and English; null for those that tell a reader nothing.</summary>
/// <param name="readable">Cases that the reader may know of, and whether the reader may read them: the bed of a case is told to whoever reads it, and of a case that is not here nothing is told.</param>
/// <param name="side">The reader belongs to one of the two hospitals.</param>
internal sealed class RoundWords(IDirectory directory, IReadOnlyDictionary<string, bool> readable, bool side)
{
    public Text? Of(RoundState after, RoundEvent fact) => fact switch
    {
        Planned e => Join(new("计划查房", "Planned the round"), new(Span(e.Start, e.End), Span(e.Start, e.End)), Count(e.Places.Select(p => p.CaseId))),
        PlacesAdded e => Told(new("添加患者", "Added"), after, Some(e.Places.Select(p => p.CaseId))),
        Reordered => new("调整查房顺序", "Changed the order"),
        PlaceLeftOut e => Told(new("移出本次查房", "Left out"), after, Some([e.CaseId]), e.Reason),
        Postponed e => new($"改期至 {Span(e.Start, e.End)}", $"Moved to {Span(e.Start, e.End)}"),
        Taken e => Name(new("查房专家：", "Taken by "), e.PractitionerId),
        GivenBack e => Returned(e),
        Begun => new("开始查房", "Began the round"),
        MovedTo e => Told(new("查看患者", "Went to"), after, Some([e.CaseId])),
        Finished e => Unseen(after, e),
        Cancelled e => side ? new($"取消查房：{e.Reason}", $"Cancelled the round: {e.Reason}") : new("取消查房", "Cancelled the round"),
        _ => null,
    };

    private Text Returned(GivenBack fact)
    {
        var text = Name(new("退回查房：", "Given back by "), fact.PractitionerId);
        return side ? Why(text, fact.Reason) : text;
    }

    private Text Unseen(RoundState after, Finished fact)
    {
        var text = new Text("结束查房", "Ended the round");
        var said = fact.Unseen.Where(u => Reads(u.CaseId)).Select(u => Why(Bed(after, u.CaseId), u.Reason)).ToArray();
        return said.Length == 0 ? text : Join(text, new($"未查：{List(said).Zh}", $"not seen: {List(said).En}"));
    }

    /// <summary>Those of them that the reader may know of.</summary>
    private string[] Some(IEnumerable<string> cases) => [.. cases.Where(readable.ContainsKey)];

    private bool Reads(string caseId) => readable.GetValueOrDefault(caseId);

    /// <summary>With beds and reason for who reads the cases, with their number for who only knows of them.</summary>
    private Text? Told(Text text, RoundState after, string[] cases, string? reason = null)
    {
        if (cases.Length == 0) return null;
        var beds = cases.Where(Reads).Select(c => Why(Bed(after, c), reason)).ToArray();
        var told = beds.Length == 0 ? Count(cases) : List(beds);
        return new($"{text.Zh}：{told.Zh}", $"{text.En} {told.En}");
    }

    private static Text Why(Text text, string? reason) => reason is null ? text : new($"{text.Zh}（{reason}）", $"{text.En} ({reason})");

    private static Text List(Text[] items) => new(string.Join("、", items.Select(i => i.Zh)), string.Join("; ", items.Select(i => i.En)));

    private Text Count(IEnumerable<string> cases)
    {
        var n = Some(cases).Length;
        return new($"{n} 位患者", n == 1 ? "1 patient" : $"{n} patients");
    }

    private static Text Bed(RoundState after, string caseId)
    {
        var place = after.Places.First(p => p.CaseId == caseId);
        return place.Ward is { Length: > 0 } ward ? new($"{ward} {place.Bed} 床", $"bed {place.Bed}, {ward}") : new($"{place.Bed} 床", $"bed {place.Bed}");
    }

    private Text Name(Text text, string practitionerId)
    {
        var name = directory.Practitioner(practitionerId)?.Name ?? practitionerId;
        return new($"{text.Zh}{name}", $"{text.En}{name}");
    }

    private static Text Join(params Text[] parts) => new(string.Join("，", parts.Select(p => p.Zh)), string.Join(", ", parts.Select(p => p.En)));

    private static string Span(DateTimeOffset start, DateTimeOffset end) =>
        $"{start.ToOffset(ChinaTime.UtcOffset):yyyy-MM-dd HH:mm}–{end.ToOffset(ChinaTime.UtcOffset):HH:mm}";
}
