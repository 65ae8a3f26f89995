using Telemed.Testing;
using static Telemed.Capacity.WardEvent;

namespace Telemed.Capacity.Tests;

public sealed class WardRulesTests
{
    private static readonly Spec<WardState, WardEvent, WardRefusal> Spec = new(WardRules.Initial, WardRules.Evolve);
    private static readonly string Ward = WardRules.IdOf("county", "内科", "一病区");
    private static readonly string First = WardRules.BedId(Ward, "1床");

    [Fact]
    public void The_first_bed_opens_the_ward_and_a_bed_is_added_once()
    {
        Spec.Given().When(s => Add(s, "1床", "2床", "1床")).Then(new Opened("county", "内科", "一病区"), new BedAdded("1床"), new BedAdded("2床"));
        Spec.Given(new Opened("county", "内科", "一病区"), new BedAdded("1床")).When(s => Add(s, "1床", "2床")).Then(new BedAdded("2床"));
    }

    [Fact]
    public void A_bed_is_closed_and_opened_by_its_id()
    {
        var given = Spec.Given(new Opened("county", "内科", "一病区"), new BedAdded("1床"));
        given.When(s => WardRules.CloseBed(s, First, Ward, "检修")).Then(new BedClosed("1床", "检修"));
        given.When(s => WardRules.OpenBed(s, First, Ward)).ThenNothing();
        given.When(s => WardRules.CloseBed(s, WardRules.BedId(Ward, "9床"), Ward, null)).ThenRefused(WardRefusal.BedUnknown);
        Spec.Given(new BedAdded("1床"), new BedClosed("1床", null)).When(s => WardRules.OpenBed(s, First, Ward)).Then(new BedOpened("1床"));
    }

    [Fact]
    public void A_bed_knows_its_ward_and_no_slot_is_a_bed()
    {
        Assert.Equal(Ward, WardRules.WardOf(First));
        Assert.NotEqual(First, WardRules.BedId(WardRules.IdOf("county", "内科", "二病区"), "1床"));
        Assert.Null(WardRules.WardOf("s-202611230800-1"));
        Assert.False(SlotKey.TryParse(First, out _));
    }

    private static Kernel.Decision<WardEvent, WardRefusal> Add(WardState state, params string[] labels) => WardRules.AddBeds(state, "county", "内科", "一病区", labels);
}
