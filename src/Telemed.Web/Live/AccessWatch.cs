using MediatR;
using Telemed.Consultations.Sessions;
using Telemed.Contracts;
using Telemed.Web.Hosting;

namespace Telemed.Web.Live;

/// <summary>Asks again who may hear a case whenever something happened in it: a redirect or a withdrawal ends the hearing of those who no longer may.
/// A line whose owner's session, roles or workplace changed is cut; who sits in a room on a device that was blocked is put out.</summary>
internal sealed class AccessWatch(Lines lines, TopicAccess topics, IDevices devices, Presence presence, Rooms rooms, IMediator mediator, TimeProvider time)
{
    /// <summary>The last that is heard on a topic which is closed to the hearer: a bell, upon which the page asks and is told.</summary>
    public const string Closed = "closed";

    private const string Case = "case:";
    private const string AccountTopic = "account:";
    private const string PractitionerTopic = "practitioner:";
    private const string DeviceTopic = "device:";

    /// <summary>Before the ring is heard: everyone who watches this case or its session or sits in its room and may no longer is taken out.</summary>
    public async Task Before(string topic, CancellationToken cancellationToken)
    {
        if (topic.StartsWith(AccountTopic, StringComparison.Ordinal)) lines.Cut(caller => caller.AccountId == topic[AccountTopic.Length..]);
        if (topic.StartsWith(PractitionerTopic, StringComparison.Ordinal)) lines.Cut(caller => caller.PractitionerId == topic[PractitionerTopic.Length..]);
        if (topic.StartsWith(DeviceTopic, StringComparison.Ordinal)) await CheckDevice(topic[DeviceTopic.Length..], cancellationToken);
        if (!topic.StartsWith(Case, StringComparison.Ordinal)) return;
        var id = topic[Case.Length..];
        await Check(topic, Operation.SeeCase, id, connection => Close(connection, topic), cancellationToken);
        await Check($"session:{id}", Operation.JoinSession, id, connection => Close(connection, $"session:{id}"), cancellationToken);
        await Check(Rooms.Group(id), Operation.JoinSession, id, connection => PutOut(connection), cancellationToken);
    }

    private async Task Check(string group, Operation operation, string id, Func<string, Task> end, CancellationToken cancellationToken)
    {
        foreach (var same in lines.In(group).GroupBy(LiveHub.CallerOf))
        {
            var may = await May(same.Key, id, operation, cancellationToken);
            foreach (var connection in same)
            {
                if (may is null) Line.Cut(connection);   // it comes again, and is asked then
                else if (may is false) await end(connection.ConnectionId);
            }
        }
    }

    private async Task Close(string connection, string topic)
    {
        await lines.SendConnectionAsync(connection, "event", [LiveEvent.From(new(topic, 0, Closed, time.GetUtcNow(), "{}"))]);
        await lines.RemoveFromGroupAsync(connection, topic);
    }

    private async Task CheckDevice(string id, CancellationToken cancellationToken)
    {
        foreach (var room in presence.Here.Where(seat => seat.DeviceId == id).Select(seat => seat.Room).Distinct())
            foreach (var line in lines.In(Rooms.Group(room)).Where(line => presence.Of(line.ConnectionId)?.DeviceId == id))
            {
                var (asked, refusal) = await Asked(async () => await devices.Refuses(LiveHub.CallerOf(line), id, cancellationToken), cancellationToken);
                if (!asked) Line.Cut(line);   // it comes again, and is asked then
                else if (refusal is not null) await PutOut(line.ConnectionId, refusal.Code);
            }
    }

    private async Task PutOut(string connection, string? reason = null)
    {
        if (presence.Exit(connection) is not { } left) return;
        await lines.RemoveFromGroupAsync(connection, Rooms.Group(left.Room));
        await rooms.Changed(left.Room);
        try
        {
            await mediator.Send(new LeaveSession(Platform.Command(time.GetUtcNow()), left.Room, left.Who.ParticipantId, reason));
        }
        catch (IOException)
        {
            // the store is away: the room's record lacks a leaving, as after a broken line
        }
    }

    /// <summary>Null: it cannot be found out now.</summary>
    private async ValueTask<bool?> May(Caller caller, string id, Operation operation, CancellationToken cancellationToken) =>
        await Asked(async () => await topics.May(caller, id, operation, cancellationToken), cancellationToken) is (true, var may) ? may : null;

    private static async ValueTask<(bool Asked, T? Answer)> Asked<T>(Func<ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return (true, await ask());
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)   // the store is away, or a newer version wrote the case: the rings of others go on
        {
            return (false, default);
        }
    }
}
