using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Telemed.Contracts;
using Telemed.Kernel;
using Telemed.ReadModel;

namespace Telemed.Capacity.Tests;

/// <summary>The least that a case does which books: it claims what it holds.</summary>
internal abstract record BookingEvent
{
    private BookingEvent() { }

    public sealed record Booked(string CapacityId, CapacityKind Kind, string Claim) : BookingEvent;
    public sealed record GivenBack : BookingEvent;
}

internal enum BookingRefusal
{
    None,
}

internal static class Booking
{
    public static Aggregate<BookingEvent.Booked?, BookingEvent, BookingRefusal> Aggregate { get; } =
        new("booking", null, (_, fact) => fact as BookingEvent.Booked, new("booking"), state => state is null ? [] : [state.Claim]);

    public static Task<Outcome<BookingEvent.Booked?, BookingRefusal>> Book(this ICaseOwner owner, string caseId, BookableCapacity capacity) => owner.Transact(
        Aggregate, caseId, null, Command(), state => state?.CapacityId == capacity.Id
            ? Decision<BookingEvent, BookingRefusal>.Nothing : new BookingEvent.Booked(capacity.Id, capacity.Kind, capacity.Claim), default);

    public static Task<Outcome<BookingEvent.Booked?, BookingRefusal>> GiveBack(this ICaseOwner owner, string caseId) => owner.Transact(
        Aggregate, caseId, null, Command(), state => state is null ? Decision<BookingEvent, BookingRefusal>.Nothing : new BookingEvent.GivenBack(), default);

    private static CommandContext Command() => new(Guid.CreateVersion7().ToString("N"), null, new("test"), World.Ten);
}

/// <summary>Tells capacity what bookings hold, as a context with cases does.</summary>
internal sealed class BookingProjection : IProjection
{
    public string Name => "bookings";

    public int Version => 1;

    public void CreateTables(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = "CREATE TABLE bookings (id TEXT PRIMARY KEY, capacity TEXT, kind TEXT) STRICT, WITHOUT ROWID";
        command.ExecuteNonQuery();
    }

    public void Apply(Projecting projecting, StoredAppend append)
    {
        if (append.Stream.Category != Booking.Aggregate.Category) return;
        var id = append.Stream.Id;
        foreach (var fact in projecting.Facts(append, Booking.Aggregate.Format))
        {
            if (projecting.Scalar<string>("SELECT capacity FROM bookings WHERE id=?1", id) is { } before)
                projecting.Publish(new CapacityHeld(before, Enum.Parse<CapacityKind>(projecting.Scalar<string>("SELECT kind FROM bookings WHERE id=?1", id)!), id, Held: false, append.Context.At));
            var (capacity, kind) = fact switch
            {
                BookingEvent.Booked e => (e.CapacityId, e.Kind.ToString()),
                BookingEvent.GivenBack => (null, (string?)null),
                _ => throw new UnreachableException(),
            };
            projecting.Execute("INSERT INTO bookings VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET capacity=excluded.capacity, kind=excluded.kind", id, capacity, kind);
            if (fact is BookingEvent.Booked booked) projecting.Publish(new CapacityHeld(booked.CapacityId, booked.Kind, id, Held: true, append.Context.At));
        }
    }
}
