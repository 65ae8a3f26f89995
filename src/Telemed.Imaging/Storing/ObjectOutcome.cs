namespace Telemed.Imaging.Storing;

/// <summary>What became of a received object.</summary>
internal enum ObjectOutcome
{
    /// <summary>Not complete yet, or given up.</summary>
    None,
    /// <summary>New, and on the disk.</summary>
    Stored,
    /// <summary>The same object was here already.</summary>
    AlreadyStored,
    /// <summary>Its UID belongs to another content: kept aside for the imaging office.</summary>
    Quarantined,
    /// <summary>Its UIDs cannot be read.</summary>
    Unidentified,
    /// <summary>Its UIDs are not those announced.</summary>
    Mismatched,
    /// <summary>The class is not a storage class.</summary>
    ClassNotStored,
    /// <summary>No room, or too large.</summary>
    OutOfResources,
}
