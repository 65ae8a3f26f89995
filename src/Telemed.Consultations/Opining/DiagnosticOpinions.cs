using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Consultations.Opining;

/// <summary>Reads the opinion that was released last from the case itself.</summary>
internal sealed class DiagnosticOpinions(ICaseOwner owner, IDirectory directory) : IDiagnosticOpinions
{
    public async ValueTask<DiagnosticOpinion?> Of(string consultationId, CancellationToken cancellationToken)
    {
        if (!ConsultationCases.IsId(consultationId)) return null;
        var state = (await owner.Load(Consultation.Aggregate, consultationId, cancellationToken)).State;
        if (!SubmissionGate.IsDiagnosis(state.Request.Kind) || state.Opinions is not [.., var opinion]) return null;
        string?[] conclusion = [string.Join('；', opinion.Content.Diagnoses.Select(d => d.Text)), opinion.Content.Advice];
        return new(
            consultationId, opinion.Version, state.Request.Kind, state.Request.PatientId, state.InvitingId, state.Studies, opinion.Content.Findings,
            string.Join('。', conclusion.Where(text => !string.IsNullOrWhiteSpace(text))),
            string.Join('、', opinion.Signatures.Select(s => directory.Practitioner(s.PractitionerId)?.Name).OfType<string>()), opinion.ReleasedAt);
    }
}
