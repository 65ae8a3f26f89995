namespace Telemed.Contracts;

/// <summary>The HR mark (互认标识) that follows from quality evidence; never typed in (国卫医发〔2022〕6号).</summary>
public interface IMarks
{
    /// <summary>Mark of the widest scope for which evidence holds on the day of the examination, such as <c>全国HR</c>; null without evidence.</summary>
    /// <param name="institutionId">Who made the examination.</param>
    /// <param name="itemCode">Standard item.</param>
    /// <param name="day">Local day of the examination.</param>
    string? Of(string institutionId, string itemCode, DateOnly day);
}
