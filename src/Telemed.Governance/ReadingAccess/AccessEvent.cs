using System.Diagnostics;
using Telemed.Contracts;
using Telemed.Kernel;

namespace Telemed.Governance.ReadingAccess;

/// <summary>Stored facts. Who read is in the append's actor; add, never rename (ADR-0004).</summary>
public abstract record AccessEvent
{
    private AccessEvent() { }

    public sealed record PatientDataRead(string PatientId, string What, string Purpose, string? CaseId) : AccessEvent;
}

public enum AccessRefusal
{
    [Refusal("无此操作", "No such step")] None,
}

/// <summary>Reads of one patient's data in one month: a stream that only grows.</summary>
internal static class AccessStream
{
    public static Aggregate<long, AccessEvent, AccessRefusal> Aggregate { get; } = new("access", 0,
        (count, fact) => fact is AccessEvent.PatientDataRead ? count + 1 : throw new UnreachableException(fact.GetType().Name), new EventFormat<AccessEvent>("access"));

    public static string IdOf(string patientId, DateTimeOffset at) => $"{patientId}.{at.UtcDateTime:yyyyMM}";
}
