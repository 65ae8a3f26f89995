namespace Telemed.Dicom.UpperLayer;

/// <summary>User information of an association (PS3.8 Annex D, PS3.7 Annex D.3.3). Items that are not listed here are skipped on receipt.</summary>
public sealed record UserInformation
{
    /// <summary>Longest P-DATA-TF body that the sender of this item will take, in bytes; 0 means no limit, null that the item was missing.</summary>
    public uint? MaxLength { get; init; }

    /// <summary>Implementation class UID.</summary>
    public string? ImplementationClassUid { get; init; }

    /// <summary>Implementation version name.</summary>
    public string? ImplementationVersion { get; init; }

    /// <summary>Asynchronous operations window; null means one operation at a time.</summary>
    public OperationsWindow? Operations { get; init; }

    /// <summary>SCU and SCP roles by SOP class.</summary>
    public EquatableList<RoleSelection> Roles { get; init; } = [];

    /// <summary>Extended negotiation by SOP class.</summary>
    public EquatableList<ExtendedNegotiation> Extended { get; init; } = [];

    /// <summary>Who asks, in a request.</summary>
    public UserIdentity? Identity { get; init; }

    /// <summary>Server response to a positive user identity, in an answer.</summary>
    public EquatableList<byte>? IdentityResponse { get; init; }
}

/// <summary>Asynchronous operations window (PS3.7 §D.3.3.3); 0 means unlimited.</summary>
public sealed record OperationsWindow(ushort Invoked, ushort Performed);

/// <summary>Role selection for one SOP class (PS3.7 §D.3.3.4).</summary>
public sealed record RoleSelection(string SopClassUid, bool Scu, bool Scp);

/// <summary>Extended negotiation for one SOP class (PS3.7 §D.3.3.5); the information belongs to the service class.</summary>
public sealed record ExtendedNegotiation(string SopClassUid, EquatableList<byte> Information);

/// <summary>User identity (PS3.7 §D.3.3.7). Its text form never shows the fields: they may hold a password.</summary>
/// <param name="Kind">1 name, 2 name and passcode, 3 Kerberos, 4 SAML, 5 JWT.</param>
/// <param name="ResponseRequested">The caller wants a positive answer.</param>
/// <param name="Primary">Name or ticket.</param>
/// <param name="Secondary">Passcode, or empty.</param>
public sealed record UserIdentity(byte Kind, bool ResponseRequested, EquatableList<byte> Primary, EquatableList<byte> Secondary)
{
    /// <inheritdoc/>
    public override string ToString() => $"UserIdentity {{ Kind = {Kind} }}";
}
