using Telemed.ReadModel;

namespace Telemed.Referrals.Listing;

/// <summary>Cases of a patient that are sent and not ended: what happens in one of them may end the others.</summary>
internal sealed record LiveCases(string PatientId, IReadOnlyList<string> Ids)
{
    private const string Table = "referral_live";
    private const int PatientsInMemory = 20_000;

    /// <summary>Ids of the live cases of a patient, in order.</summary>
    public static IReadOnlyList<string> Of(Projecting projecting, string patientId)
    {
        if (Rows(projecting).TryGet(patientId, out var known)) return known.Ids;
        if (projecting.HasNone(Table, patientId)) return [];
        return projecting.Scalar<string>("SELECT group_concat(id, char(10)) FROM referral_live WHERE patient=?1", patientId) is { } ids ? [.. ids.Split('\n').Order(StringComparer.Ordinal)] : [];
    }

    public static void Move(Projecting projecting, ReferralRow? before, ReferralRow after)
    {
        var (was, now) = (before is not null && IsLive(before.State), IsLive(after.State));
        if (was == now) return;
        var patient = after.State.Request.PatientId;
        var ids = Of(projecting, patient);
        string[] moved = [.. now ? ids.Append(after.Id).Order(StringComparer.Ordinal) : ids.Where(id => id != after.Id)];
        if (now) projecting.Made(Table, patient);
        Rows(projecting).Set(patient, new(patient, ids), new(patient, moved));
    }

    private static WriteBehind<LiveCases> Rows(Projecting projecting) => projecting.Rows(Table, () => new WriteBehind<LiveCases>(PatientsInMemory, Write));

    private static void Write(Projecting projecting, LiveCases? before, LiveCases after)
    {
        foreach (var id in before!.Ids.Except(after.Ids)) projecting.Execute("DELETE FROM referral_live WHERE patient=?1 AND id=?2", after.PatientId, id);
        foreach (var id in after.Ids.Except(before.Ids)) projecting.Execute("INSERT INTO referral_live (patient, id) VALUES (?1, ?2)", after.PatientId, id);
    }

    private static bool IsLive(ReferralState state) => state.SubmittedAt is not null && state.Status.Open();
}
