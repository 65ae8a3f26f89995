using Telemed.Dicom.UpperLayer;

namespace Telemed.Dicom.Network.Tests;

/// <summary>Every cell of PS3.8 Table 9-10, listed here by action, while the code holds it by event.</summary>
public class StateTableTests
{
    // action, state after it, then where it stands: event @ states
    private static readonly string[] Listing =
    [
        "AE1  4  1@1",
        "AE2  5  2@4",
        "AE3  6  3@5",
        "AE4  1  4@5",
        "AE5  2  5@1",
        "AE6  3  6@2",
        "AE7  6  7@3",
        "AE8  13 8@3",
        "DT1  6  9@6",
        "DT2  6  10@6",
        "AR1  7  11@6",
        "AR2  8  12@6",
        "AR3  1  13@7,11",
        "AR4  13 14@8,12",
        "AR5  1  17@13",
        "AR6  7  10@7",
        "AR7  8  9@8",
        "AR8  9  12@7",
        "AR9  11 14@9",
        "AR10 12 13@10",
        "AA1  13 3@2 4@2 10@2 12@2 13@2 19@2 15@3,5,6,7,8,9,10,11,12",
        "AA2  1  15@4 16@2,13 18@2,13",
        "AA3  1  16@3,5,6,7,8,9,10,11,12",
        "AA4  1  17@3,4,5,6,7,8,9,10,11,12",
        "AA5  1  17@2",
        "AA6  13 3@13 4@13 10@13 12@13 13@13",
        "AA7  13 6@13 19@13",
        "AA8  13 3@3,6,7,8,9,10,11,12 4@3,6,7,8,9,10,11,12 6@3,5,6,7,8,9,10,11,12 10@3,5,8,9,10,11,12 "
            + "12@3,5,8,9,10,11,12 13@3,5,6,8,9,12 19@3,5,6,7,8,9,10,11,12",
    ];

    private static readonly Dictionary<(int Event, int State), (string Action, int Next)> Expected = Read();

    public static TheoryData<int, int> Cells()
    {
        var cells = new TheoryData<int, int>();
        for (var happened = 1; happened <= 19; happened++)
            for (var state = 1; state <= 13; state++) cells.Add(happened, state);
        return cells;
    }

    [Theory, MemberData(nameof(Cells))]
    public void Cell_is_as_the_standard_prints_it(int happened, int state)
    {
        var cell = StateTable.Next((AssociationState)state, (UpperLayerEvent)happened, isRequestor: true);
        if (Expected.TryGetValue((happened, state), out var expected))
            Assert.Equal(expected, (cell!.Value.Action.ToString(), (int)cell.Value.Next));
        else Assert.Null(cell);
    }

    [Fact]
    public void Listing_has_the_123_filled_cells_of_the_standard() => Assert.Equal(123, Expected.Count);

    [Fact]
    public void Release_collision_seen_by_the_acceptor_leads_to_Sta10() =>
        Assert.Equal(new Transition(UpperLayerAction.AR8, AssociationState.Sta10),
            StateTable.Next(AssociationState.Sta7, UpperLayerEvent.Evt12, isRequestor: false));

    [Fact]
    public void Every_action_says_what_it_does()
    {
        foreach (var action in Enum.GetValues<UpperLayerAction>())
            Assert.Equal(action is UpperLayerAction.AA6, action.Steps() is ActionSteps.None);
    }

    private static Dictionary<(int, int), (string, int)> Read()
    {
        var cells = new Dictionary<(int, int), (string, int)>();
        foreach (var line in Listing)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            foreach (var place in words[2..])
            {
                var (happened, states) = (int.Parse(place.Split('@')[0]), place.Split('@')[1].Split(','));
                foreach (var state in states) cells.Add((happened, int.Parse(state)), (words[0], int.Parse(words[1])));
            }
        }
        return cells;
    }
}
