using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;
using C = Telemed.Consultations.ConsultationEvent;
using R = Telemed.Referrals.ReferralEvent;

namespace Telemed.Bench.Indicators;

/// <summary>Tells the steps of cases without keeping a row of them, so that the price of the indicators alone can be seen.</summary>
internal sealed class StepTeller : IProjection
{
    private static readonly IndicatorRegion Region = new();
    private readonly Dictionary<string, CaseFacts> cases = [];

    public string Name => "teller";

    public int Version => 1;

    public void CreateTables(SqliteConnection db) => cases.Clear();

    public void Apply(Projecting projecting, StoredAppend append)
    {
        var consultation = append.Stream.Category == "consultation";
        foreach (var stored in append.Events)
        {
            object fact = consultation ? Consultations.Consultation.Aggregate.Format.Read(stored) : Referrals.Referral.Aggregate.Format.Read(stored);
            if (Begun(fact) is { } begun) cases[append.Stream.Id] = begun;
            var facts = cases[append.Stream.Id];
            var (detail, due, met) = Detail(fact);
            var step = stored.Type[(append.Stream.Category.Length + 1)..];
            if (step is "submitted" or "closed" or "withdrawn") cases[append.Stream.Id] = facts = facts with { State = step, Open = step == "submitted" };
            projecting.Publish(new CaseStep(append.Stream.Category, append.Stream.Id, step, append.Context.At, append.Context.Actor.InstitutionId, facts, detail, due, met));
        }
    }

    private static CaseFacts? Begun(object fact) => fact switch
    {
        C.Drafted d => new(d.Number, "clinical", d.Request.Urgency, "draft", true, d.Request.PatientId, d.InvitingId, d.Request.Invited.InstitutionId, d.Request.Invited.Department, Area(d.InvitingId), Area(d.Request.Invited.InstitutionId!)),
        R.Drafted d => new(d.Number, "up", d.Request.Lane, "draft", true, d.Request.PatientId, d.FromId, d.Request.To.InstitutionId, d.Request.To.Department, Area(d.FromId), Area(d.Request.To.InstitutionId!)),
        _ => null,
    };

    private static string Area(string institutionId) => Region.Institution(institutionId)!.AreaCode;

    private static (string? Detail, DateTimeOffset? Due, bool Met) Detail(object fact) => fact switch
    {
        C.ClockStarted f => (f.Clock, f.DueAt, true),
        C.ClockStopped f => (f.Clock, null, f.Met),
        R.ClockStarted f => (f.Clock, f.DueAt, true),
        R.ClockStopped f => (f.Clock, null, f.Met),
        R.ClockBreached f => (f.Clock, f.DueAt, true),
        C.Declined f => (f.ReasonCode, null, true),
        R.Declined f => (f.ReasonCode, null, true),
        C.Rated f => ($"{f.Score}", null, true),
        R.Rated f => ($"{f.Score}", null, true),
        _ => (null, null, true),
    };
}
