using static Telemed.Dicom.UpperLayer.AssociationState;
using static Telemed.Dicom.UpperLayer.UpperLayerAction;

namespace Telemed.Dicom.UpperLayer;

/// <summary>A filled cell of the state table.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Next">The state after it.</param>
public readonly record struct Transition(UpperLayerAction Action, AssociationState Next);

/// <summary>PS3.8 Table 9-10 as data: 13 states by 19 events, 123 cells filled. Pure: it does nothing and knows no connection.</summary>
public static class StateTable
{
    private static readonly AssociationState[] States = Enum.GetValues<AssociationState>();

    // One row for each event, one column for each state Sta1 … Sta13, as the standard prints it; a dash is a cell that cannot happen.
    private static readonly string[] Rows =
    [
        //        1   2   3   4   5   6   7   8   9   10  11  12  13
        /* Evt1  */ "AE1 -   -   -   -   -   -   -   -   -   -   -   -  ",
        /* Evt2  */ "-   -   -   AE2 -   -   -   -   -   -   -   -   -  ",
        /* Evt3  */ "-   AA1 AA8 -   AE3 AA8 AA8 AA8 AA8 AA8 AA8 AA8 AA6",
        /* Evt4  */ "-   AA1 AA8 -   AE4 AA8 AA8 AA8 AA8 AA8 AA8 AA8 AA6",
        /* Evt5  */ "AE5 -   -   -   -   -   -   -   -   -   -   -   -  ",
        /* Evt6  */ "-   AE6 AA8 -   AA8 AA8 AA8 AA8 AA8 AA8 AA8 AA8 AA7",
        /* Evt7  */ "-   -   AE7 -   -   -   -   -   -   -   -   -   -  ",
        /* Evt8  */ "-   -   AE8 -   -   -   -   -   -   -   -   -   -  ",
        /* Evt9  */ "-   -   -   -   -   DT1 -   AR7 -   -   -   -   -  ",
        /* Evt10 */ "-   AA1 AA8 -   AA8 DT2 AR6 AA8 AA8 AA8 AA8 AA8 AA6",
        /* Evt11 */ "-   -   -   -   -   AR1 -   -   -   -   -   -   -  ",
        /* Evt12 */ "-   AA1 AA8 -   AA8 AR2 AR8 AA8 AA8 AA8 AA8 AA8 AA6",
        /* Evt13 */ "-   AA1 AA8 -   AA8 AA8 AR3 AA8 AA8 AR10 AR3 AA8 AA6",
        /* Evt14 */ "-   -   -   -   -   -   -   AR4 AR9 -   -   AR4 -  ",
        /* Evt15 */ "-   -   AA1 AA2 AA1 AA1 AA1 AA1 AA1 AA1 AA1 AA1 -  ",
        /* Evt16 */ "-   AA2 AA3 -   AA3 AA3 AA3 AA3 AA3 AA3 AA3 AA3 AA2",
        /* Evt17 */ "-   AA5 AA4 AA4 AA4 AA4 AA4 AA4 AA4 AA4 AA4 AA4 AR5",
        /* Evt18 */ "-   AA2 -   -   -   -   -   -   -   -   -   -   AA2",
        /* Evt19 */ "-   AA1 AA8 -   AA8 AA8 AA8 AA8 AA8 AA8 AA8 AA8 AA7",
    ];

    private static readonly UpperLayerAction?[,] Cells = Parse();

    /// <summary>What to do when <paramref name="happened"/> in <paramref name="state"/>; null when that cannot happen there.</summary>
    /// <param name="state">Where the association stands.</param>
    /// <param name="happened">What happened.</param>
    /// <param name="isRequestor">This side asked for the association; matters to AR-8 alone, the release collision.</param>
    public static Transition? Next(AssociationState state, UpperLayerEvent happened, bool isRequestor) =>
        Cells[(int)happened - 1, (int)state - 1] is { } action ? new(action, After(action, isRequestor)) : null;

    // Every action leads to one state, wherever it is taken; the standard repeats it in each cell. AE-6 is the acceptable case.
    private static AssociationState After(UpperLayerAction action, bool isRequestor) => action switch
    {
        AE4 or AR3 or AR5 or AA2 or AA3 or AA4 or AA5 => Sta1,
        AE5 => Sta2,
        AE6 => Sta3,
        AE1 => Sta4,
        AE2 => Sta5,
        AE3 or AE7 or DT1 or DT2 => Sta6,
        AR1 or AR6 => Sta7,
        AR2 or AR7 => Sta8,
        AR8 => isRequestor ? Sta9 : Sta10,
        AR9 => Sta11,
        AR10 => Sta12,
        AE8 or AR4 or AA1 or AA6 or AA7 or AA8 => Sta13,
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };

    private static UpperLayerAction?[,] Parse()
    {
        var cells = new UpperLayerAction?[Rows.Length, States.Length];
        for (var row = 0; row < Rows.Length; row++)
        {
            var columns = Rows[row].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            for (var column = 0; column < States.Length; column++)
                cells[row, column] = columns[column] == "-" ? null : Enum.Parse<UpperLayerAction>(columns[column]);
        }
        return cells;
    }
}
