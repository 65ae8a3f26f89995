namespace Telemed.Contracts;

/// <summary>How soon a case must be answered, most urgent first.</summary>
public enum Urgency
{
    /// <summary>急会诊.</summary>
    Emergency,

    /// <summary>加急.</summary>
    Urgent,

    /// <summary>普通.</summary>
    Routine,
}
