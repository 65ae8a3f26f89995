namespace Telemed.Contracts;

/// <summary>A study is sent from one institution to another over two platforms. Published from the study's own facts, on either platform, in log order.</summary>
/// <param name="StudyInstanceUid">The study.</param>
/// <param name="FromId">Whose study it is.</param>
/// <param name="ToId">For whom it is.</param>
/// <param name="At">When it was asked for, or announced by the other platform.</param>
public sealed record StudyExchanged(string StudyInstanceUid, string FromId, string ToId, DateTimeOffset At);
