using Telemed.Contracts;

namespace Telemed.Directory.Links;

/// <summary>What passes over a link.</summary>
public enum LinkUseKind
{
    /// <summary>会诊.</summary>
    Consultation,

    /// <summary>远程诊断: the asked side reads images, ECGs or slides.</summary>
    Reading,

    /// <summary>转诊.</summary>
    Referral,

    /// <summary>影像交换: a study goes over another platform.</summary>
    Exchange,
}

/// <summary>A request, or a study, that went from one institution to another.</summary>
public sealed record LinkUse(string FromId, string ToId, LinkUseKind Kind, DateTimeOffset At)
{
    /// <summary>Null for steps that ask nobody: a use is a request sent, or sent on, to another institution.</summary>
    public static LinkUse? Of(CaseStep step) =>
        step.Step is not ("submitted" or "redirected") || step.Case.ToId is not { } to || to == step.Case.FromId ? null
        : step.Category switch
        {
            "consultation" => new(step.Case.FromId, to, step.Case.Kind is "imaging" or "ecg" or "pathology" or "ultrasound" ? LinkUseKind.Reading : LinkUseKind.Consultation, step.At),
            "referral" => new(step.Case.FromId, to, LinkUseKind.Referral, step.At),
            _ => null,
        };

    /// <summary>Null for a study that stays with its institution.</summary>
    public static LinkUse? Of(StudyExchanged exchanged) =>
        exchanged.FromId == exchanged.ToId ? null : new(exchanged.FromId, exchanged.ToId, LinkUseKind.Exchange, exchanged.At);
}
