namespace Telemed.Dicom.Encoding.Deidentification;

/// <summary>Why an object cannot be made anonymous by changing attributes.</summary>
public enum DeidentificationRefusal
{
    /// <summary>The object says that names are written into its pixels (0028,0301).</summary>
    BurnedInAnnotation,
    /// <summary>It says nothing of it, and objects of its kind often have it: screen captures, ultrasound, scanned film, endoscopy.</summary>
    PossiblyBurnedIn,
    /// <summary>Its pixels may show a face that can be recognised (0028,0302).</summary>
    RecognizableFeatures,
    /// <summary>Its content is a document or a report, whose text may name anybody.</summary>
    Document,
    /// <summary>It is not identified by the four identifiers every object has.</summary>
    Unidentified,
}
