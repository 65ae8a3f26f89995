namespace Telemed.Contracts;

/// <summary>One stored fact of a case, told to those who count and to the patient's timeline. Published by the case's projection, in log order.</summary>
/// <param name="Category">Category of the stream: <c>consultation</c>, <c>referral</c>.</param>
/// <param name="CaseId">The case.</param>
/// <param name="Step">Stored name of the fact without its category: <c>submitted</c>, <c>clockBreached</c>.</param>
/// <param name="At">Moment of the append: the same for all facts of one command.</param>
/// <param name="By">Institution that took the step; null for a clock.</param>
/// <param name="Case">The case after the fact.</param>
/// <param name="Detail">What the step adds and others count or show: the reason code, the clock's name, a score, a day; null when it adds nothing.
/// <c>submitted</c>: the coded reason, where the case has one. <c>drafted</c>, <c>edited</c>: <c>noDiagnosis</c> when no diagnosis is named.
/// Steps of clocks: the clock's name.</param>
/// <param name="Due">When the clock that this step starts, resumes or breaches runs out; the due moment of a task that the step does.</param>
/// <param name="Met">False for a clock that is stopped because nobody waits any more.</param>
public sealed record CaseStep(
    string Category, string CaseId, string Step, DateTimeOffset At, string? By, CaseFacts Case, string? Detail = null, DateTimeOffset? Due = null,
    bool Met = true);

/// <summary>What others may know of a case without its clinical text.</summary>
/// <param name="Number">The number people say on the phone.</param>
/// <param name="Kind">Kind of service of a consultation (<c>imaging</c>) or direction of a referral (<c>up</c>), camel case.</param>
/// <param name="Urgency">Lane.</param>
/// <param name="State">State after the step, camel case.</param>
/// <param name="Open">Not ended.</param>
/// <param name="PatientId">Whose case it is.</param>
/// <param name="FromId">Asking or referring institution.</param>
/// <param name="ToId">Asked or receiving institution; null while a draft.</param>
/// <param name="Department">Department asked: the specialty of figures.</param>
/// <param name="FromArea">GB/T 2260 code of the asking institution.</param>
/// <param name="ToArea">The same of the asked one.</param>
public sealed record CaseFacts(
    string Number, string Kind, Urgency Urgency, string State, bool Open, string PatientId, string FromId, string? ToId, string? Department, string? FromArea, string? ToArea);
