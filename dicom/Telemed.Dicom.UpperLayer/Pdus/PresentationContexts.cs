namespace Telemed.Dicom.UpperLayer;

/// <summary>A presentation context as proposed (PS3.8 §9.3.2.2).</summary>
/// <param name="Id">Odd, 1 to 255.</param>
/// <param name="AbstractSyntax">SOP class UID.</param>
/// <param name="TransferSyntaxes">At least one.</param>
public sealed record ProposedContext(byte Id, string AbstractSyntax, EquatableList<string> TransferSyntaxes);

/// <summary>The answer to a proposed context (PS3.8 §9.3.3.2).</summary>
/// <param name="Id">As proposed.</param>
/// <param name="Result">Accepted or why not.</param>
/// <param name="TransferSyntax">The one chosen; without meaning, and maybe empty, when not accepted.</param>
public sealed record AnsweredContext(byte Id, ContextResult Result, string TransferSyntax);

/// <summary>Result of a presentation context (PS3.8 Table 9-18).</summary>
public enum ContextResult : byte
{
    /// <summary>Usable.</summary>
    Accepted = 0,

    /// <summary>The service user does not want it.</summary>
    UserRejection = 1,

    /// <summary>The provider gives no reason.</summary>
    NoReason = 2,

    /// <summary>The SOP class is not supported.</summary>
    AbstractSyntaxNotSupported = 3,

    /// <summary>None of the transfer syntaxes is supported.</summary>
    TransferSyntaxesNotSupported = 4,
}

/// <summary>A context on which messages flow.</summary>
/// <param name="Id">Odd, 1 to 255.</param>
/// <param name="AbstractSyntax">SOP class UID.</param>
/// <param name="TransferSyntax">Encoding of data sets.</param>
public sealed record AcceptedContext(byte Id, string AbstractSyntax, string TransferSyntax);
