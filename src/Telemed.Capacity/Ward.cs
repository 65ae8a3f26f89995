using System.Collections.Immutable;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Telemed.Contracts;
using Telemed.Kernel;
using static Telemed.Capacity.WardEvent;

namespace Telemed.Capacity;

/// <summary>Stored facts of a ward (病区). Names and members are the storage format: add, never rename.</summary>
public abstract record WardEvent
{
    private WardEvent() { }

    public sealed record Opened(string InstitutionId, string Department, string Ward) : WardEvent;
    public sealed record BedAdded(string Label) : WardEvent;
    public sealed record BedClosed(string Label, string? Reason) : WardEvent;
    public sealed record BedOpened(string Label) : WardEvent;
}

/// <summary>Why a step on a ward is refused.</summary>
public enum WardRefusal
{
    [Refusal("没有此床位", "No such bed", 404)]
    BedUnknown,
}

/// <summary>A bed of a ward.</summary>
/// <param name="Open">Closed beds take nobody new; whoever holds one keeps it.</param>
public sealed record Bed(string Label, bool Open);

/// <summary>A ward as decisions and lists read it.</summary>
/// <param name="InstitutionId">Null before it is opened.</param>
/// <param name="Beds">In the order in which they were added.</param>
public sealed record WardState(string? InstitutionId, string Department, string Ward, ImmutableList<Bed> Beds)
{
    /// <summary>Null when there is none of that label.</summary>
    public Bed? Bed(string label) => Beds.Find(b => b.Label == label);
}

/// <summary>The rules of a ward, and the names of wards and beds.</summary>
public static class WardRules
{
    /// <summary>Category of the streams.</summary>
    public const string Category = "ward";

    private const int IdBytes = 12;
    private const int BedBytes = 8;

    public static WardState Initial { get; } = new(null, "", "", []);

    public static Aggregate<WardState, WardEvent, WardRefusal> Aggregate { get; } = new(Category, Initial, Evolve, new(Category));

    /// <summary>The one stream of a ward of a department of an institution.</summary>
    public static string IdOf(string institutionId, string department, string ward) => Hash($"{institutionId}\n{department}\n{ward}", IdBytes);

    /// <summary>The id of a bed: its ward and a hash of its label.</summary>
    public static string BedId(string wardId, string label) => $"{wardId}-{Hash(label, BedBytes)}";

    /// <summary>The ward of a bed id; null when it is none.</summary>
    public static string? WardOf(string bedId) => bedId.Length == 2 * (IdBytes + BedBytes) + 1 && bedId[2 * IdBytes] == '-' ? bedId[..(2 * IdBytes)] : null;

    /// <summary>Adds those beds that are not there yet, and the ward with the first.</summary>
    public static WardDecision AddBeds(WardState state, string institutionId, string department, string ward, IReadOnlyList<string> labels) => WardDecision.All(
    [
        .. state.InstitutionId is null ? (WardEvent[])[new Opened(institutionId, department, ward)] : [],
        .. labels.Distinct().Where(label => state.Bed(label) is null).Select(label => new BedAdded(label)),
    ]);

    public static WardDecision CloseBed(WardState state, string bedId, string wardId, string? reason) =>
        Find(state, bedId, wardId) is not { } bed ? WardRefusal.BedUnknown
        : bed.Open ? new BedClosed(bed.Label, reason) : WardDecision.Nothing;

    public static WardDecision OpenBed(WardState state, string bedId, string wardId) =>
        Find(state, bedId, wardId) is not { } bed ? WardRefusal.BedUnknown
        : bed.Open ? WardDecision.Nothing : new BedOpened(bed.Label);

    /// <summary>A bed by its id; null when the ward has none.</summary>
    public static Bed? Find(WardState state, string bedId, string wardId) => state.Beds.Find(b => BedId(wardId, b.Label) == bedId);

    public static WardState Evolve(WardState state, WardEvent fact) => fact switch
    {
        Opened e => state with { InstitutionId = e.InstitutionId, Department = e.Department, Ward = e.Ward },
        BedAdded e => state with { Beds = state.Beds.Add(new(e.Label, Open: true)) },
        BedClosed e => With(state, new(e.Label, Open: false)),
        BedOpened e => With(state, new(e.Label, Open: true)),
        _ => throw new UnreachableException(fact.GetType().Name),
    };

    private static WardState With(WardState state, Bed bed) => state with { Beds = state.Beds.Replace(state.Bed(bed.Label)!, bed) };

    private static string Hash(string text, int bytes) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, bytes));
}
