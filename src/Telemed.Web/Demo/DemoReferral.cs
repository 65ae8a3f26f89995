using Telemed.Referrals;
using Telemed.Referrals.Opening;

namespace Telemed.Web.Demo;

/// <summary>One referral of the demo region: what is asked, and the steps that bring it to its state. Keys refer to the region's data.</summary>
/// <param name="Author">Account, or a practitioner without one.</param>
/// <param name="Ago">Minutes before now at which it was opened.</param>
/// <param name="Draft">Not submitted.</param>
internal sealed record DemoReferral(
    string Key, string Author, string Patient, string Direction, string Lane, double Ago, string Institution, string Department, string ReasonCode, string? RelationReason,
    IReadOnlyList<string> Criteria, IReadOnlyList<Diagnosis> Diagnoses, string Impression, string PresentIllness, string History, string Treatment,
    TransportBody? Transport, string Consent, bool Draft, IReadOnlyList<DemoMove> Steps);

/// <summary>One step of a referral; with <c>@down</c> of the return that it led to.</summary>
/// <param name="By">Account, or a practitioner without one.</param>
/// <param name="Ago">Minutes before now.</param>
/// <param name="Kind">What is booked: <c>bed</c> or <c>slot</c>.</param>
/// <param name="Place">Which of those that are free, counted from 0; every step another one.</param>
/// <param name="DueIn">Days after the step on which follow-ups are due.</param>
internal sealed record DemoMove(
    string Do, string By, double Ago, string? Kind, int? Place, string? ReasonCode, string? Comment, string? Alternative, string? Institution, string? Department,
    string? Reason, string? Question, bool? Agree, string? Ward, string? Diagnosis, string? Course, string? Plan, string? Medication, string? Rehabilitation,
    string? WarningSigns, IReadOnlyList<int>? DueIn, string? Findings, int? Score, string? Cause);
