using System.Text.Json;
using System.Text.Json.Serialization;

namespace Telemed.Imaging.Relaying;

/// <summary>An object as the other platform announces it.</summary>
/// <param name="Bytes">Of its data set, as stored.</param>
/// <param name="Sha256">Of its data set.</param>
internal sealed record AnnouncedObject(string Uid, string Class, string Syntax, long Bytes, string Sha256);

/// <summary>What is to come of a study.</summary>
/// <param name="Transfer">The send, by its id there.</param>
/// <param name="Sender">The institution whose study it is, by its id there.</param>
/// <param name="Receiver">The institution it is meant for, by its id there.</param>
/// <param name="PatientIdIssuer">Who gave the patient's number, as known there.</param>
internal sealed record Manifest(string Transfer, string Sender, string Receiver, string? PatientIdIssuer, IReadOnlyList<AnnouncedObject> Objects)
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
}

/// <summary>The answer to a manifest.</summary>
/// <param name="Have">Objects that are here already, bit for bit.</param>
internal sealed record ManifestAnswer(IReadOnlyList<string> Have, int Expected, int Received, bool Complete);

/// <summary>What became of the objects of a bundle.</summary>
internal sealed record BundleAnswer(IReadOnlyList<ObjectAnswer> Objects, bool Complete);

/// <summary>What became of one object.</summary>
/// <param name="Outcome"><c>stored</c>, <c>alreadyStored</c>, or why not.</param>
internal sealed record ObjectAnswer(string Uid, string Outcome)
{
    [JsonIgnore]
    public bool IsHere => Outcome is "stored" or "alreadyStored";

    /// <summary>Trying again may help.</summary>
    [JsonIgnore]
    public bool IsPassing => Outcome is "outOfResources" or "damaged" or "none";
}
