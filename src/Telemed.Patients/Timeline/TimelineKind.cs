namespace Telemed.Patients.Timeline;

/// <summary>What a line of the timeline is about; the page gives each its own mark.</summary>
public enum TimelineKind
{
    /// <summary>就诊.</summary>
    Visit,

    /// <summary>会诊与远程诊断.</summary>
    Consultation,

    /// <summary>上转、平转.</summary>
    Referral,

    /// <summary>收治至诊疗结束.</summary>
    Stay,

    /// <summary>下转与基层接收.</summary>
    Return,

    /// <summary>随访.</summary>
    FollowUp,

    /// <summary>检查检验结果互认.</summary>
    Recognition,

    /// <summary>检查检验结果.</summary>
    Result,
}
