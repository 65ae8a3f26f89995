using Telemed.Consultations.Rounds;
using Telemed.Consultations.Sessions;
using static Telemed.Consultations.Rounds.RoundEvent;
using static Telemed.Consultations.Tests.World;

namespace Telemed.Consultations.Tests.Rounds;

/// <summary>When a round stood at which bed, and who was in a call then.</summary>
public sealed class VisitsTests
{
    private static DateTimeOffset At(int minute) => Ten.AddMinutes(minute);

    [Fact]
    public void A_visit_ends_with_the_next_bed_with_leaving_out_and_with_the_round()
    {
        var visits = Visits.Of(
        [
            new Begun("lead", At(0)), new MovedTo("c1", "lead", At(0)), new PlaceLeftOut("c9", "已出院", "author", At(3)), new MovedTo("c2", "lead", At(5)),
            new PlaceLeftOut("c2", "已出院", "author", At(8)), new MovedTo("c1", "lead", At(10)), new Finished([], "lead", At(15)),
        ]);
        Assert.Equal([new(At(0), At(5)), new(At(10), At(15))], visits["c1"]);
        Assert.Equal([new(At(5), At(8))], visits["c2"]);
        Assert.Equal(2, visits.Count);
    }

    [Fact]
    public void Where_a_round_stands_now_its_visit_is_open() =>
        Assert.Equal([new(At(5), null)], Visits.Of([new MovedTo("c1", "lead", At(0)), new MovedTo("c2", "lead", At(5))])["c2"]);

    [Theory]
    [InlineData(0, 4, false)]
    [InlineData(0, 5, false)]
    [InlineData(0, 6, true)]
    [InlineData(6, 7, true)]
    [InlineData(9, 20, true)]
    [InlineData(10, 20, false)]
    [InlineData(0, null, true)]
    [InlineData(11, null, false)]
    public void Present_is_who_was_in_a_call_during_a_visit(int joined, int? left, bool present) =>
        Assert.Equal(present, Visits.Present([new(At(5), At(10))], [Person("a", joined, left)]).Count == 1);

    [Fact]
    public void Each_person_is_present_once_whoever_came_first_first() =>
        Assert.Equal(["b", "a"], Visits.Present([new(At(5), At(6)), new(At(8), null)], [Person("a", 6, null), Person("a", 5, 6), Person("b", 1, 9), Person("a", 7, 8)]).Select(p => p.AccountId));

    private static SessionParticipant Person(string account, int joined, int? left) =>
        new($"{account}-{joined}", account, account, At(joined), left is { } minute ? At(minute) : null);
}
