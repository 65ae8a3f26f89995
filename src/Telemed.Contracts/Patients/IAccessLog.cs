namespace Telemed.Contracts;

/// <summary>Somebody read data of one patient.</summary>
/// <param name="Caller">Who read.</param>
/// <param name="PatientId">Whose data.</param>
/// <param name="What">Which data: <c>patient</c>, <c>consultation</c>, <c>study</c> …</param>
/// <param name="Purpose">What for: <c>treatment</c>, <c>supervision</c>, <c>ownRecord</c>, <c>account</c> (to open one).</param>
/// <param name="CaseId">The case that opened the door, if one did.</param>
/// <param name="At">When, UTC.</param>
public sealed record PatientRead(Caller Caller, string PatientId, string What, string Purpose, string? CaseId, DateTimeOffset At);

/// <summary>Keeps who read what of whom; the patient may ask.</summary>
public interface IAccessLog
{
    /// <summary>Durable or not at all; a read that cannot be recorded does not happen.</summary>
    ValueTask Record(PatientRead read, CancellationToken cancellationToken);
}
