using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Patients.Keeping;

/// <summary>Contracts with family doctors, from the patient's own facts.</summary>
internal sealed class FamilyDoctors(ICaseOwner cases) : IFamilyDoctors
{
    public async ValueTask<string?> Of(string patientId, DateOnly day, CancellationToken cancellationToken)
    {
        if (!patientId.All(char.IsAsciiLetterOrDigit) || patientId.Length == 0) return null;
        var contract = (await cases.Load(PatientRules.Aggregate, patientId, cancellationToken)).State.FamilyDoctor;
        return contract is not null && contract.From <= day && !(contract.LastDay < day) ? contract.PractitionerId : null;
    }
}
