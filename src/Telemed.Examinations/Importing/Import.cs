using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Telemed.Contracts;
using Telemed.Kernel;
using ImportDecision = Telemed.Kernel.Decision<Telemed.Examinations.Importing.ImportEvent, Telemed.Examinations.Importing.ImportRefusal>;

namespace Telemed.Examinations.Importing;

/// <summary>How far an import has come. All before it is in the log; what was appended after it is met again and counted once.</summary>
/// <param name="Records">Records of the file that are done with.</param>
/// <param name="Results">Results taken: those that were here before are among them.</param>
/// <param name="Refused">Results refused.</param>
/// <param name="RefusedLength">Bytes of the list of refusals.</param>
/// <param name="Busy">Time spent on it.</param>
public sealed record ImportProgress(int Records, int Results, int Refused, long RefusedLength, TimeSpan Busy)
{
    /// <summary>Before the first record.</summary>
    public static ImportProgress None { get; } = new(0, 0, 0, 0, TimeSpan.Zero);
}

/// <summary>Stored facts of an import. Names and members are the storage format: add, never rename.</summary>
public abstract record ImportEvent
{
    private ImportEvent() { }

    /// <summary>The file lies on this node and is synced.</summary>
    public sealed record Received(string InstitutionId, string AccountId, string FileHash, long Length, bool Legacy, DateTimeOffset At) : ImportEvent;
    public sealed record Advanced(ImportProgress Progress, DateTimeOffset At) : ImportEvent;
    public sealed record Finished(ImportProgress Progress, DateTimeOffset At) : ImportEvent;

    /// <param name="Code">Why nothing more comes of it, such as <c>file-missing</c>.</param>
    public sealed record Failed(string Code, DateTimeOffset At) : ImportEvent;
}

/// <summary>Why a step of an import is refused.</summary>
public enum ImportRefusal
{
    [Refusal("没有此导入任务", "No such import", 404)]
    NotReceived,
}

/// <summary>An import as it stands.</summary>
/// <param name="File">Null before it was received.</param>
/// <param name="EndedAt">When it finished or failed.</param>
public sealed record ImportState(ImportEvent.Received? File, ImportProgress Progress, DateTimeOffset? EndedAt, string? Failure);

/// <summary>The rules of an import of many results.</summary>
public static class Import
{
    /// <summary>Category of the streams.</summary>
    public const string Category = "resultImport";

    /// <summary>How it is folded and stored.</summary>
    public static Aggregate<ImportState, ImportEvent, ImportRefusal> Aggregate { get; } = new(Category, new(null, ImportProgress.None, null, null), Evolve, new(Category));

    /// <summary>The same file of the same institution is the same import.</summary>
    public static string IdOf(string institutionId, string fileHash, bool legacy) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{institutionId}\n{fileHash}\n{legacy}")).AsSpan(0, 12));

    public static ImportDecision Receive(ImportState state, ImportEvent.Received file) => state.File is null ? file : ImportDecision.Nothing;

    public static ImportDecision Advance(ImportState state, ImportProgress progress, DateTimeOffset at) =>
        Closed(state) ?? (progress.Records > state.Progress.Records ? new ImportEvent.Advanced(progress, at) : ImportDecision.Nothing);

    public static ImportDecision Finish(ImportState state, ImportProgress progress, DateTimeOffset at) => Closed(state) ?? new ImportEvent.Finished(progress, at);

    public static ImportDecision Fail(ImportState state, string code, DateTimeOffset at) => Closed(state) ?? new ImportEvent.Failed(code, at);

    private static ImportDecision? Closed(ImportState state) =>
        state.File is null ? ImportRefusal.NotReceived : state.EndedAt is not null ? ImportDecision.Nothing : null;

    private static ImportState Evolve(ImportState state, ImportEvent fact) => fact switch
    {
        ImportEvent.Received e => state with { File = e },
        ImportEvent.Advanced e => state with { Progress = e.Progress },
        ImportEvent.Finished e => state with { Progress = e.Progress, EndedAt = e.At },
        ImportEvent.Failed e => state with { EndedAt = e.At, Failure = e.Code },
        _ => throw new UnreachableException(fact.GetType().Name),
    };
}
