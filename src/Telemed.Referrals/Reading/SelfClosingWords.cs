using Telemed.Contracts;

namespace Telemed.Referrals.Reading;

/// <summary>Why a case ended by itself, in plain words.</summary>
internal static class SelfClosingWords
{
    public static Text Of(SelfClosing closing, string? institution) => Of(closing.Reason, closing.Other, institution);

    public static Text Of(string reason, CaseRef? other, string? institution) => reason switch
    {
        "admittedElsewhere" => new(
            $"患者已由{institution ?? "其他机构"}收治（转诊单 {other?.Number}），本单自动结束",
            $"The patient was admitted at {institution ?? "another institution"} (referral {other?.Number}); this one ended by itself"),
        "patientDied" => new($"患者已去世（转诊单 {other?.Number}），本单自动结束", $"The patient has died (referral {other?.Number}); this one ended by itself"),
        "followedUp" => new("随访任务已全部完成，自动结案", "All follow-ups are done; closed by itself"),
        _ => new("下转接收与首次随访均已完成，自动结案", "Received below and followed up; closed by itself"),
    };
}
