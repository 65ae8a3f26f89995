namespace Telemed.Contracts;

/// <summary>One stored fact of a recognition check about one item, told to those who count. Published by the check's projection, in log order.</summary>
/// <param name="CheckId">The check.</param>
/// <param name="Step"><c>prompted</c> (a candidate was shown), <c>nothingFound</c>, <c>opened</c> (a prior result was looked at), <c>accepted</c>, <c>declined</c>, <c>deferred</c>,
/// <c>revoked</c>, <c>quoted</c>, <c>ordered</c> (the item was ordered all the same), <c>repeated</c> (ordered within the window without a decision), <c>sameResult</c> (the repeated test gave the same).</param>
/// <param name="At">Moment of the append.</param>
/// <param name="PatientId">Whose check it is.</param>
/// <param name="InstitutionId">Who orders.</param>
/// <param name="PractitionerId">Who decided or ordered; null for a hospital system that does not say.</param>
/// <param name="Department">Specialty of whoever orders.</param>
/// <param name="AreaCode">GB/T 2260 code of the ordering institution.</param>
/// <param name="ItemCode">Standard item.</param>
/// <param name="Category">Its category.</param>
/// <param name="ResultId">The prior result; null where there is none.</param>
/// <param name="SourceId">Who made the prior result.</param>
/// <param name="Relation"><c>sameLevel</c>, <c>alliance</c>, <c>higherToLower</c>, <c>mark</c>, <c>none</c>.</param>
/// <param name="Verdict"><c>recognisable</c>, <c>referenceOnly</c>, <c>notRecognisable</c>.</param>
/// <param name="ReasonCode">Statutory reason of a decline.</param>
/// <param name="DecisionNo">Number of the decision in the check; what <c>revoked</c> takes back.</param>
/// <param name="OrderCancelled">Accepted in place of an order (saved directly), not only as reference.</param>
/// <param name="Fee">Price of the item for the ordering institution on that day, in yuan; null where no price is known.</param>
/// <param name="Number">Number of the check, as people say it on the phone.</param>
/// <param name="PriorAt">When the prior result was made.</param>
/// <param name="InScope">The item is in the region's catalogue and not on its negative list.</param>
public sealed record RecognitionStep(
    string CheckId, string Step, DateTimeOffset At, string PatientId, string InstitutionId, string? PractitionerId, string? Department, string? AreaCode,
    string ItemCode, ResultCategory Category, string? ResultId, string? SourceId, string Relation, string Verdict,
    string? ReasonCode = null, int? DecisionNo = null, bool OrderCancelled = false, decimal? Fee = null, string? Number = null, DateTimeOffset? PriorAt = null, bool InScope = true);

/// <summary>Prices of items (收费标准): versioned data of a region.</summary>
public interface IPrices
{
    /// <summary>Price in yuan that this institution may charge for the item on that day; null where none is known.</summary>
    decimal? Of(string itemCode, string institutionId, DateOnly day);
}
