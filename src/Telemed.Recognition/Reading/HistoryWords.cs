using Telemed.Contracts;
using Telemed.Recognition.Deciding;
using static Telemed.Recognition.RecognitionEvent;

namespace Telemed.Recognition.Reading;

/// <summary>Facts in plain words, Chinese and English.</summary>
/// <param name="content">The reader may see clinical content.</param>
internal sealed class HistoryWords(IStandardItems items, IDirectory directory, IReadOnlyList<RepeatReason> reasons, RecognitionState state, bool content)
{
    public Text Of(RecognitionEvent fact) => fact switch
    {
        Checked e => new(
            $"核对 {e.Items.Count} 个项目，{e.Items.Count(i => i.Verdict == Verdict.Recognisable)} 个有可互认结果",
            $"Checked {e.Items.Count} items; {e.Items.Count(i => i.Verdict == Verdict.Recognisable)} with a result to recognise"),
        Opened e => About(new("调阅既往结果", "Looked at an earlier result"), e.Code, e.ResultId),
        Accepted e => With(About(new("认可", "Accepted"), e.Code, e.ResultId), e.Comment),
        OrderWithdrawn e => About(new("撤下医嘱", "The order was withdrawn"), e.Code, null),
        Declined e => With(Reason(About(new("不予认可", "Declined"), e.Code, e.ResultId), e.ReasonCode), e.Comment),
        Deferred e => With(About(new("暂缓决定", "Put off"), e.Code, e.ResultId), e.Comment),
        Revoked e => With(new($"撤销第 {e.No} 号决定", $"Revoked decision {e.No}"), e.Reason),
        Quoted e => With(About(new("引用", "Quoted"), e.Code, e.ResultId), e.Where),
        Ordered { Repeated: true } e => About(new("未作决定即重复开单", "Ordered again without a decision"), e.Code, null),
        Ordered e => About(new("开单", "Ordered"), e.Code, null),
        Closed { By: null } => new("到期自动结束", "Closed at the end of its time"),
        Closed => new("结束核对", "Closed"),
        RepeatFound e => About(new("已有可互认结果，仍重复检查", "Examined again although a result could be recognised"), e.Item.Code, e.Item.Candidates[0].ResultId),
        _ => throw new System.Diagnostics.UnreachableException(fact.GetType().Name),
    };

    private Text About(Text text, string code, string? resultId)
    {
        var name = items.Find(code)?.Name ?? new(code, code);
        var maker = state.Item(code)?.Find(resultId) is { } candidate ? directory.Institution(candidate.InstitutionId)?.Name : null;
        return maker is null ? new($"{text.Zh}：{name.Zh}", $"{text.En}: {name.En}") : new($"{text.Zh}：{name.Zh}（{maker}）", $"{text.En}: {name.En} ({maker})");
    }

    private Text Reason(Text text, string code) => reasons.FirstOrDefault(r => r.Code == code) is { } reason ? new($"{text.Zh}，{reason.Text.Zh}", $"{text.En}, {reason.Text.En}") : text;

    private Text With(Text text, string? said) => content && !string.IsNullOrWhiteSpace(said) ? new($"{text.Zh}：{said}", $"{text.En}: {said}") : text;
}
