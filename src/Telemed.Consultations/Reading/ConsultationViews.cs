using Telemed.Consultations.Opening;
using Telemed.Contracts;

namespace Telemed.Consultations.Reading;

/// <summary>From a state to what one caller may see of it.</summary>
internal sealed class ConsultationViews(IDirectory directory, IPatients patients, IAccountDirectory accounts, ConsentSigners signers, ISigner signer, TimeProvider time)
{
    public async Task<ConsultationView> Of(string id, ConsultationState state, long version, Caller caller, CancellationToken cancellationToken)
    {
        var relation = Relations.Of(state, caller, directory);
        var frame = Frame(id, state, version);
        return Access.Decide(caller, relation, Operation.ReadContent)
            ? await WithContent(frame, state, Access.Decide(caller, relation, Operation.ReadDraft), cancellationToken)
            : frame;
    }

    /// <summary>What whoever knows of the case may see: number, state, clocks, parties.</summary>
    private ConsultationView Frame(string id, ConsultationState s, long version) => new()
    {
        Id = id,
        Number = s.Number,
        Kind = s.Request.Kind,
        Mode = s.Request.Mode,
        Urgency = s.Request.Urgency,
        State = s.Status,
        Version = version,
        Inviting = new(s.InvitingId, Institution(s.InvitingId), s.Author.PractitionerId, Practitioner(s.Author.PractitionerId)),
        Invited = new(
            s.Invited.InstitutionId, Institution(s.Invited.InstitutionId), s.Invited.Department, s.Invited.PractitionerId,
            Practitioner(s.Invited.PractitionerId), s.Invited.MinimumTitle),
        Assigned = [.. s.Assigned.Select(a => new AssignedView(a.PractitionerId, Practitioner(a.PractitionerId), a.Title, a.PractitionerId == s.Lead))],
        Agreement = s.Agreement,
        Policy = s.Policy,
        Clocks = [.. s.Clocks.Select(c => new ClockView(c.Name, c.DueAt, c.PausedAt, c.MetAt, c.BreachedAt))],
        Session = s.Session,
        Previous = [.. s.Previous.Select(p => new PreviousView(p.InstitutionId, Institution(p.InstitutionId), p.ReasonCode, p.At))],
        CreatedAt = s.CreatedAt,
        SubmittedAt = s.SubmittedAt,
        ClosedAt = s.EndedAt,
    };

    private async Task<ConsultationView> WithContent(ConsultationView frame, ConsultationState s, bool withDraft, CancellationToken cancellationToken)
    {
        var names = await Names(s, cancellationToken);
        var patientId = s.Request.PatientId;
        return frame with
        {
            PatientId = patientId,
            Patient = Patient(await patients.Find(patientId, cancellationToken)),
            Reason = s.Request.Reason,
            Purpose = s.Request.Purpose,
            Summary = s.Request.Summary,
            Studies = s.Studies,
            Results = s.Results,
            Consent = s.Request.Consent is { } consent ? new(consent.Basis, await signers.Find(patientId, consent.Record, cancellationToken), consent.At) : null,
            Questions = [.. s.Questions.Select(q => new QuestionView(q.Text, names.GetValueOrDefault(q.AskedBy), q.AskedAt, q.Answer, q.AnsweredAt))],
            Draft = withDraft ? Draft(frame.Id, s) : null,
            Opinions = [.. s.Opinions.Select(o => new OpinionView(
                o.Version, o.Content.Findings, o.Content.Diagnoses, o.Content.Advice, Signatures(frame.Id, patientId, o.Version, o.Content, o.Amends, o.Signatures),
                o.ReleasedAt, o.Amends, o.Responsibility))],
            Decision = s.Decision is { } d ? new(d.Decision, d.Note, names.GetValueOrDefault(d.By), d.At) : null,
            Rating = s.Rating,
            FollowUps = [.. s.FollowUps.Select(f => new FollowUpView(f.At, f.Findings, names.GetValueOrDefault(f.By)))],
            Declined = s.Declined,
        };
    }

    private DraftView? Draft(string id, ConsultationState s) => s.Draft is not { Content: { } content } draft
        ? null
        : new(draft.Revision, content.Findings, content.Diagnoses, content.Advice, Practitioner(draft.WrittenBy), draft.At, draft.Amends,
            Signatures(id, s.Request.PatientId, s.Opinions.Count + 1, content, draft.Amends, draft.Signatures));

    private SignatureView[] Signatures(
        string id, string patientId, int version, OpinionContent content, int? amends, IReadOnlyList<OpinionSignature> signatures) =>
        [.. signatures.Select(s => new SignatureView(
            s.PractitionerId, Practitioner(s.PractitionerId), s.Title, s.At,
            signer.Verify(Signing.Canonical(id, version, patientId, content, amends, s.PractitionerId, s.At), s.Jws)))];

    private async Task<Dictionary<string, string>> Names(ConsultationState s, CancellationToken cancellationToken)
    {
        var ids = s.Questions.Select(q => q.AskedBy).Concat(s.FollowUps.Select(f => f.By));
        if (s.Decision is { } decision) ids = ids.Append(decision.By);
        var names = new Dictionary<string, string>();
        foreach (var id in ids.Distinct())
            if (await accounts.Find(id, cancellationToken) is { } account) names.Add(id, account.DisplayName);
        return names;
    }

    private PatientView? Patient(PatientSummary? p) =>
        p is null ? null : new(p.Id, p.Name, p.Sex, p.AgeOn(ChinaTime.Day(time.GetUtcNow())), p.BirthDate, p.MaskedIdNumber);

    private string? Institution(string? id) => id is null ? null : directory.Institution(id)?.Name;

    private string? Practitioner(string? id) => id is null ? null : directory.Practitioner(id)?.Name;
}
