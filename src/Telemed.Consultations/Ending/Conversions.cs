using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Consultations.Ending;

/// <summary>Which consultations their requesters turned into referrals.</summary>
internal sealed class Conversions(ICaseOwner owner) : IConversions
{
    public async ValueTask<Conversion?> Of(string consultationId, CancellationToken cancellationToken)
    {
        if (!ConsultationCases.IsId(consultationId)) return null;
        var state = (await owner.Load(Consultation.Aggregate, consultationId, cancellationToken)).State;
        return state.Status == ConsultationStatus.Converted ? new(state.Request.PatientId, state.InvitingId, state.ReferralId) : null;
    }
}
