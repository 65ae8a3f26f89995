using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.Referrals.Opening;
using Telemed.Referrals.Receiving;

namespace Telemed.Referrals.Reading;

/// <summary>From a state to what one caller may see of it.</summary>
internal sealed class ReferralViews(
    IDirectory directory, IPatients patients, IAccountDirectory accounts, ConsentSigners signers, IPolicies policies, ICaseOwner owner, TimeProvider time)
{
    public async Task<ReferralView> Of(string id, ReferralState state, long version, Caller caller, CancellationToken cancellationToken)
    {
        var relation = Relations.Of(state, caller, directory);
        var frame = await Frame(id, state, version, cancellationToken);
        return Access.Decide(caller, relation, Operation.ReadContent) ? await WithContent(frame, state, cancellationToken) : frame;
    }

    /// <summary>What whoever knows of the case may see: number, state, clocks, parties, coded reasons.</summary>
    private async Task<ReferralView> Frame(string id, ReferralState s, long version, CancellationToken cancellationToken) => new()
    {
        Id = id,
        Number = s.Number,
        Direction = s.Direction,
        Lane = s.Lane,
        State = s.Status,
        Version = version,
        From = new(s.FromId, Institution(s.FromId), s.Author.PractitionerId, Practitioner(s.Author.PractitionerId)),
        To = new(s.To.InstitutionId, Institution(s.To.InstitutionId), s.To.Department),
        Reason = new(s.Request.ReasonCode, Pack(s).Referrals.Reasons.FirstOrDefault(r => r.Code == s.Request.ReasonCode)?.Text.Zh, null),
        Relation = s.Standing?.Relation,
        Agreement = s.Standing?.Agreement,
        Policy = s.Standing?.Policy,
        ConsultationId = s.Request.ConsultationId,
        ReturnOf = s.ReturnOf,
        ReturnedBy = s.Return is { } back ? new(back.Case.Id, back.Case.Number, await StateOf(back.Case.Id, cancellationToken), back.ReceivedAt, back.FollowedUpAt) : null,
        Clocks = [.. s.Clocks.Select(c => new ClockView(c.Name, c.DueAt, c.PausedAt, c.MetAt, c.BreachedAt))],
        Reservation = s.Place is { } p ? new(p.Kind, p.Id, p.Label, p.Start, p.Length, p.Department) : null,
        Previous = [.. s.Previous.Select(p => new PreviousView(p.InstitutionId, Institution(p.InstitutionId), p.ReasonCode, p.At))],
        AcceptedAt = s.AcceptedAt,
        DepartedAt = s.DepartedAt,
        ArrivedAt = s.ArrivedAt,
        ReceivedAt = s.ReceivedAt,
        Receiver = s.ReceiverId is { } receiver ? new(receiver, Practitioner(receiver)) : null,
        ClosedBy = s.ClosedBy is { } closing
            ? new(closing.Reason, SelfClosingWords.Of(closing, Institution(closing.InstitutionId)).Zh, closing.Other?.Id, closing.Other?.Number, closing.At)
            : null,
        SecondHospitalOffered = s.SecondHospitalOffered,
        CreatedAt = s.CreatedAt,
        SubmittedAt = s.SubmittedAt,
        ClosedAt = s.EndedAt,
    };

    private async Task<ReferralView> WithContent(ReferralView frame, ReferralState s, CancellationToken cancellationToken)
    {
        var names = await Names(s, cancellationToken);
        var patientId = s.Request.PatientId;
        var policy = Pack(s).Referrals;
        return frame with
        {
            PatientId = patientId,
            Patient = Patient(await patients.Find(patientId, cancellationToken)),
            Reason = frame.Reason with { Comment = s.Request.ReasonComment },
            RelationReason = s.Request.RelationReason,
            Criteria = [.. s.Request.Criteria.Select(code => policy.Criteria.FirstOrDefault(c => c.Code == code) is { } c ? new CriterionView(code, c.Text.Zh, c.Source) : new(code, null, null))],
            Diagnoses = s.Request.Diagnoses,
            Summary = s.Request.Summary,
            Transport = s.Transport,
            Studies = s.Studies,
            Results = s.Results,
            Consent = s.Request.Consent is { } consent ? new(consent.Basis, await signers.Find(patientId, consent.Record, cancellationToken), consent.At) : null,
            Questions = [.. s.Questions.Select(q => new QuestionView(q.Text, names.GetValueOrDefault(q.AskedBy), q.AskedAt, q.Answer, q.AnsweredAt))],
            Declined = s.Declined is { } d
                ? new(d.ReasonCode, policy.DeclineReasons.FirstOrDefault(r => r.Code == d.ReasonCode)?.Text.Zh, d.Comment, d.Alternative, Institution(d.Alternative), d.At)
                : null,
            Contest = s.Contest is { } c ? new(c.Reason, names.GetValueOrDefault(c.By), c.At) : null,
            Admission = s.Admission,
            Discharge = s.Discharge is { } done ? new(done.Summary.Diagnosis, done.Summary.Course, done.Summary.Plan, done.At, names.GetValueOrDefault(done.By)) : null,
            Plan = Plan(s, names),
            CancelRequest = s.CancelWish is { } wish ? new(wish.Reason, wish.Side, names.GetValueOrDefault(wish.By), wish.At) : null,
            Death = s.Death is { } death ? new(death.On, death.Place, death.Cause) : null,
            Rating = s.Rating,
        };
    }

    /// <summary>Below: the plan with its tasks. Above: the plan with which the patient was sent back.</summary>
    private static PlanView? Plan(ReferralState s, Dictionary<string, string> names)
    {
        if (s.Direction == ReferralDirection.Down)
            return s.Request.Plan is null && s.FollowUps.Count == 0 ? null : new(
                s.Request.Plan?.Medication, s.Request.Plan?.Rehabilitation, s.Request.Plan?.WarningSigns,
                s.FollowUps.Count == 0
                    ? [.. s.Request.Plan!.FollowUps.Select((f, i) => new FollowUpView($"{i + 1}", f.DueOn, f.What, null, null, null, null))]
                    : [.. s.FollowUps.Select(t => new FollowUpView(t.Id, t.DueOn, t.What, t.DoneAt, t.Findings, t.By is null ? null : names.GetValueOrDefault(t.By), t.Waived))]);
        return s.Return?.Plan is not { } plan ? null : new(
            plan.Medication, plan.Rehabilitation, plan.WarningSigns, [.. plan.FollowUps.Select((f, i) => new FollowUpView($"{i + 1}", f.DueOn, f.What, null, null, null, null))]);
    }

    private async Task<Dictionary<string, string>> Names(ReferralState s, CancellationToken cancellationToken)
    {
        var ids = s.Questions.Select(q => q.AskedBy).Concat(s.FollowUps.Select(f => f.By ?? "")).Append(s.Contest?.By ?? "").Append(s.CancelWish?.By ?? "").Append(s.Discharge?.By ?? "");
        var names = new Dictionary<string, string>();
        foreach (var id in ids.Where(id => id.Length > 0).Distinct())
            if (await accounts.Find(id, cancellationToken) is { } account) names.Add(id, account.DisplayName);
        return names;
    }

    private async Task<ReferralStatus> StateOf(string id, CancellationToken cancellationToken) => (await owner.Load(Referral.Aggregate, id, cancellationToken)).State.Status;

    private PolicyPack Pack(ReferralState s) => policies.For(directory.Institution(s.FromId)?.AreaCode ?? "", s.SubmittedAt ?? s.CreatedAt);

    private PatientView? Patient(PatientSummary? p) =>
        p is null ? null : new(p.Id, p.Name, p.Sex, p.AgeOn(ChinaTime.Day(time.GetUtcNow())), p.BirthDate, p.MaskedIdNumber);

    private string? Institution(string? id) => id is null ? null : directory.Institution(id)?.Name;

    private string? Practitioner(string? id) => id is null ? null : directory.Practitioner(id)?.Name;
}
