using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Telemed.Consultations.Rounds;
using Telemed.Contracts;
using static Telemed.Consultations.Tests.World;
using RoundDecision = Telemed.Kernel.Decision<Telemed.Consultations.Rounds.RoundEvent, Telemed.Consultations.Rounds.RoundRefusal>;

namespace Telemed.Consultations.Tests.Rounds;

/// <summary>Every state, action, role and relation of a round, run against the approved expectation; and who may know of it.</summary>
public sealed class RoundMatrixTests
{
    private static readonly ApprovedMatrix Approved = new(Path.Combine(Here(), "round-matrix.approved.txt"));
    private static readonly DateTimeOffset Later = Ten.AddDays(1).AddHours(1);

    private static readonly Dictionary<string, string[]> Implied = new()
    {
        ["none"] = [],
        ["author"] = ["author", "inviting"],
        ["inviting"] = ["inviting"],
        ["invited"] = ["invited"],
        ["lead"] = ["lead", "assigned", "invited"],
        ["supervising"] = ["supervising"],
        ["patient"] = ["patient"],
    };

    public static TheoryData<string> States => [.. Approved.States];

    [Theory, MemberData(nameof(States))]
    public void Every_cell_is_as_approved(string state)
    {
        var before = RoundWorld.In(state);
        Assert.Equal(state.Split(',')[0], Name(before.Status));
        var wrong = new List<string>();
        foreach (var action in Enum.GetValues<RoundAction>())
            foreach (var role in Enum.GetValues<Role>())
                foreach (var relation in Implied.Keys)
                {
                    var caller = Caller(role, relation);
                    var expected = Approved.Expected(state, Name(action), Name(role), Standing(state, relation));
                    var actual = Outcome(before, action, caller);
                    if (expected != actual) wrong.Add($"{state}: {Name(action)} by {Name(role)}@{relation}: expected {expected}, was {actual}");
                    if (RoundTable.Allowed(before, caller).Any(t => t.Action == action) != actual is not ("403" or "409")) wrong.Add($"{state}: {Name(action)} by {Name(role)}@{relation} is offered otherwise than it is possible");
                }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(20)));
    }

    [Fact]
    public void Every_state_is_in_the_matrix() => Assert.Equal(
        Enum.GetValues<RoundStatus>().Where(s => s != RoundStatus.None).Select(Name).Order(StringComparer.Ordinal),
        Approved.States.Select(s => s.Split(',')[0]).Distinct().Order(StringComparer.Ordinal));

    /// <summary>Role by relation: the sides' physicians and offices, and those who supervise; a resident stands in no relation but to the own case.</summary>
    [Fact]
    public void A_round_is_known_to_both_sides_and_to_those_who_supervise_them()
    {
        var directory = new Neighbours();
        var known = from role in Enum.GetValues<Role>()
                    from relation in Implied.Keys
                    let caller = Caller(role, relation)
                    where Access.Decide(caller, RoundRelations.Of(RoundWorld.Underway, caller, directory), Operation.SeeCase)
                    select $"{Name(role)}@{relation}";
        Assert.Equal(
            [
                "physician@author", "physician@inviting", "physician@invited", "physician@lead", "office@author", "office@inviting", "office@invited", "office@lead",
                "healthAuthority@supervising", "insurer@supervising",
            ], known);
    }

    [Fact]
    public void The_printed_matrix_is_up_to_date()
    {
        var file = Path.Combine(Here(), "..", "..", "..", "docs", "round-matrix.md");
        var printed = Print();
        if (Environment.GetEnvironmentVariable("TELEMED_APPROVE") == "1") File.WriteAllText(file, printed);
        Assert.True(File.Exists(file) && File.ReadAllText(file) == printed, "docs/round-matrix.md is out of date: run this test once with TELEMED_APPROVE=1");
    }

    /// <summary>Nobody makes a round before it is taken.</summary>
    private static string[] Standing(string state, string relation) => relation == "lead" && state is ("planned" or "underway" or "cancelled") ? ["invited"] : Implied[relation];

    private static string Outcome(RoundState before, RoundAction action, Caller caller) => RoundWorld.Try(before, action, caller, Later) switch
    {
        RoundDecision.Happened happened => Name(happened.Events.Aggregate(before, RoundEvolve.Evolve).Status),
        RoundDecision.Refused { Reason: RoundRefusal.IllegalTransition } => "409",
        RoundDecision.Refused { Reason: RoundRefusal.Forbidden } => "403",
        var other => $"{other}",
    };

    private static string Print()
    {
        var text = new StringBuilder("""
            # Who may do what with a ward round

            Written by `RoundMatrixTests` from a run of every state × action × role × relation; do not edit.
            Not listed: 409 `illegal-transition` for those who may do it in another state, 403 for everybody else, 404 for whoever may not know of the round.
            *author* is also *inviting*; *lead* makes the round and is also *invited*; `taken`: somebody makes it. Planning is no row: any physician plans for the own hospital.

            | state | action | who | leads to |
            | --- | --- | --- | --- |

            """);
        foreach (var state in Approved.States)
        {
            var before = RoundWorld.In(state);
            foreach (var action in Enum.GetValues<RoundAction>())
            {
                var cells = from role in Enum.GetValues<Role>()
                            from relation in Implied.Keys
                            let outcome = Outcome(before, action, Caller(role, relation))
                            where !char.IsDigit(outcome[0])
                            group $"{Name(role)}@{relation}" by outcome;
                foreach (var cell in cells) text.Append(null, $"| {state} | {Name(action)} | {string.Join(", ", cell)} | {cell.Key} |\n");
            }
        }
        text.Append("\n## The table itself\n\n| action | from | by | to | when | needs |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach (var row in RoundTable.Rows)
            text.Append(null, $"| {Name(row.Action)} | {string.Join(", ", row.From.Select(Name))} | {string.Join(", ", row.By.Select(p => $"{Name(p.Role)}@{Name(p.Relation)}"))} | ")
                .Append(null, $"{(row.To.Count == 0 ? "stays" : string.Join(", ", row.To.Select(Name)))} | {Name(row.When)} | {string.Join(", ", row.Needs)} |\n");
        return text.ToString();
    }

    private static Caller Caller(Role role, string relation) => relation switch
    {
        "author" => As(role, "author", "township", "p-author"),
        "inviting" => As(role, "colleague", "township", "p-colleague"),
        "invited" => As(role, "bystander", "city", "p3"),
        "lead" => As(role, "lead", "city", "p1"),
        "supervising" => As(role, "bureau", null, null) with { AreaCode = "5201" },
        "patient" => As(role, "resident", null, null) with { PatientId = "patient" },
        _ => As(role, "stranger", "elsewhere", "p9"),
    };

    private static string Name<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
