namespace Telemed.Dicom.Encoding.Deidentification;

/// <summary>Options of the Basic Application Level Confidentiality Profile (PS3.15 §E.3) and the secret behind what is mapped.</summary>
/// <param name="Secret">At least 16 bytes. The same secret maps the same identifiers and dates the same way in every run; whoever has it can guess back.</param>
public sealed record DeidentificationOptions(ReadOnlyMemory<byte> Secret)
{
    /// <summary>Dates are shifted instead of taken out (§E.3.6).</summary>
    public bool ShiftDates { get; init; } = true;

    /// <summary>Age, size, weight and sex stay (Retain Patient Characteristics, §E.3.7).</summary>
    public bool RetainPatientCharacteristics { get; init; }

    /// <summary>Descriptions are taken out, since people write names into them; true keeps them (a person must have looked).</summary>
    public bool RetainDescriptions { get; init; }

    /// <summary>Equipment names and serial numbers stay (Retain Device Identity, §E.3.8).</summary>
    public bool RetainDeviceIdentity { get; init; }

    /// <summary>An object that says nothing about burned-in annotation is taken when its kind does not come with it (CT, MR, PT, NM, DX).</summary>
    public bool TrustModality { get; init; } = true;
}
