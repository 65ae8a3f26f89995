using Telemed.Contracts;
using Telemed.Dicom.Dimse;
using Telemed.ReadModel;

namespace Telemed.Imaging.Ordering;

/// <summary>The modality worklist of an institution: its open cases, with the patient's name from the vault at the moment of asking.</summary>
internal sealed class WorklistOrders(ProjectionEngine readModel, IPatients patients) : IWorklistOrders
{
    private const int MostListed = 500;
    private const int AccessionChars = 16;

    /// <summary>Issuer of the platform's own patient identifiers.</summary>
    public const string Issuer = "TELEMED";

    public async ValueTask<IReadOnlyList<WorklistOrder>> Open(Asker asker, CancellationToken cancellationToken)
    {
        if (asker.InstitutionId is not { } institution) return [];
        IReadOnlyList<OpenOrder> open;
        using (var db = readModel.OpenReader()) open = OpenOrders.Of(db, institution, MostListed);
        var known = await patients.Find([.. open.Select(order => order.PatientId).Distinct()], cancellationToken);
        return [.. open.Where(order => known.ContainsKey(order.PatientId)).Select(order => Order(order, known[order.PatientId]))];
    }

    private static WorklistOrder Order(OpenOrder order, PatientSummary patient) => new(
        OrderedStudy.UidOf(order.CaseId), order.Number.Length > AccessionChars ? order.Number[^AccessionChars..] : order.Number, patient.Id, Issuer, patient.Name, patient.BirthDate,
        patient.Sex switch { Sex.Male => "M", Sex.Female => "F", _ => "O" },
        order.Category == "consultation" ? OrderedStudy.Modalities(order.Kind)! : OrderedStudy.Any,
        order.Since.ToOffset(ChinaTime.UtcOffset).DateTime, OrderedStudy.Description(order), null, order.Department,
        order.Urgency switch { nameof(Urgency.Emergency) => "STAT", nameof(Urgency.Urgent) => "HIGH", _ => "ROUTINE" });
}
