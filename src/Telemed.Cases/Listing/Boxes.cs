namespace Telemed.Cases.Listing;

/// <summary>Names of the lists that a case of one category can be in.</summary>
/// <param name="Category">Category of the streams.</param>
public readonly record struct Boxes(string Category)
{
    /// <summary>Cases that an institution files.</summary>
    public string Outgoing(string institutionId) => $"{Category}/out:{institutionId}";

    /// <summary>Cases that an institution is asked in.</summary>
    public string Incoming(string institutionId) => $"{Category}/in:{institutionId}";

    /// <summary>Cases filed by an account.</summary>
    public string Account(string accountId) => $"{Category}/acc:{accountId}";

    /// <summary>Cases given to a practitioner.</summary>
    public string Practitioner(string practitionerId) => $"{Category}/prac:{practitionerId}";

    /// <summary>Cases of a patient.</summary>
    public string Patient(string patientId) => $"{Category}/patient:{patientId}";

    /// <summary>Cases of an area, by its GB/T 2260 code; empty for the whole country.</summary>
    public string Area(string areaCode) => $"{Category}/area:{areaCode}";
}
