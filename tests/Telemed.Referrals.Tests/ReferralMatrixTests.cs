using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Telemed.Contracts;
using static Telemed.Referrals.Tests.World;

namespace Telemed.Referrals.Tests;

/// <summary>Every state, action, role and relation, run against the approved expectation.</summary>
public sealed class ReferralMatrixTests
{
    private static readonly ApprovedMatrix Approved = new(Path.Combine(Here(), "referral-matrix.approved.txt"));
    private static readonly DateTimeOffset Later = Ten.AddHours(3);

    private static readonly Dictionary<string, string[]> Implied = new()
    {
        ["none"] = [],
        ["author"] = ["author", "inviting"],
        ["inviting"] = ["inviting"],
        ["invited"] = ["invited"],
        ["supervising"] = ["supervising"],
        ["patient"] = ["patient"],
    };

    public static TheoryData<string> States => [.. Approved.States];

    [Theory, MemberData(nameof(States))]
    public void Every_cell_is_as_approved(string state)
    {
        var before = In(state);
        Assert.Equal(state.Split(',')[0], Name(before.Status));
        var wrong = new List<string>();
        foreach (var action in Enum.GetValues<ReferralAction>())
            foreach (var role in Enum.GetValues<Role>())
                foreach (var relation in Implied.Keys)
                {
                    var caller = Caller(role, relation);
                    // a draft has not left the referring side
                    var standing = before.SubmittedAt is null && relation == "invited" ? [] : Implied[relation];
                    var expected = Approved.Expected(state, Name(action), Name(role), standing);
                    var actual = Outcome(before, action, caller);
                    if (expected != actual) wrong.Add($"{state}: {Name(action)} by {Name(role)}@{relation}: expected {expected}, was {actual}");
                    var offered = ReferralTable.Allowed(before, caller).Any(t => t.Action == action);
                    if (offered != actual is not ("403" or "409")) wrong.Add($"{state}: {Name(action)} by {Name(role)}@{relation}: offered {offered}, but {actual}");
                }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(20)));
    }

    [Fact]
    public void A_step_leads_where_its_row_says()
    {
        var wrong = new List<string>();
        foreach (var state in Approved.States)
            foreach (var relation in Implied.Keys)
                foreach (var role in Enum.GetValues<Role>())
                {
                    var (before, caller) = (In(state), Caller(role, relation));
                    foreach (var row in ReferralTable.Allowed(before, caller))
                    {
                        if (Actions.Try(before, row.Action, caller, Later) is not Decision.Happened happened) continue;
                        var after = happened.Events.Aggregate(before, ReferralEvolve.Evolve).Status;
                        var rows = ReferralTable.Allowed(before, caller).Where(r => r.Action == row.Action);
                        if (!rows.Any(r => r.To.Count == 0 ? after == before.Status : r.To.Contains(after))) wrong.Add($"{state}: {row.Action} -> {after}");
                    }
                }
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_state_is_in_the_matrix() =>
        Assert.Equal(
            Enum.GetValues<ReferralStatus>().Where(s => s != ReferralStatus.None).Select(Name).Order(StringComparer.Ordinal),
            Approved.States.Select(s => s.Split(',')[0]).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void The_printed_matrix_is_up_to_date()
    {
        var file = Path.Combine(Here(), "..", "..", "docs", "referral-matrix.md");
        var printed = Print();
        if (Environment.GetEnvironmentVariable("TELEMED_APPROVE") == "1") File.WriteAllText(file, printed);
        Assert.True(File.Exists(file) && File.ReadAllText(file) == printed, "docs/referral-matrix.md is out of date: run this test once with TELEMED_APPROVE=1");
    }

    private static string Outcome(ReferralState before, ReferralAction action, Caller caller) => Actions.Try(before, action, caller, Later) switch
    {
        Decision.Happened happened => Name(happened.Events.Aggregate(before, ReferralEvolve.Evolve).Status),
        Decision.Refused { Reason: ReferralRefusal.IllegalTransition } => "409",
        Decision.Refused { Reason: ReferralRefusal.Forbidden } => "403",
        Decision.Refused refused => $"refused {refused.Reason}",
        _ => "?",
    };

    private static Caller Caller(Role role, string relation) => relation switch
    {
        "author" => As(role, "author", "township", "p-author"),
        "inviting" => As(role, "colleague", "township", "p-colleague"),
        "invited" => As(role, "doctor", "county", "p-county"),
        "supervising" => As(role, "bureau", null, null) with { AreaCode = "5201" },
        "patient" => As(role, "resident", null, null) with { PatientId = "patient" },
        _ => As(role, "stranger", "elsewhere", "p9"),
    };

    private static string Print()
    {
        var text = new StringBuilder("""
            # Who may do what with a referral

            Written by `ReferralMatrixTests` from a run of every state × action × role × relation; do not edit.
            Not listed: 409 `illegal-transition` for those who may do it in another state, 403 for everybody else, 404 for whoever may not know of the case.
            *inviting* is the referring side, *invited* the receiving side; *author* is also *inviting*. `refused LoopOpen`: the loop is not closed yet.

            | state | action | who | leads to |
            | --- | --- | --- | --- |

            """);
        foreach (var state in Approved.States)
        {
            var before = In(state);
            foreach (var action in Enum.GetValues<ReferralAction>())
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
        foreach (var row in ReferralTable.Rows)
            text.Append(null, $"| {Name(row.Action)} | {string.Join(", ", row.From.Select(Name))} | {string.Join(", ", row.By.Select(p => $"{Name(p.Role)}@{Name(p.Relation)}"))} | ")
                .Append(null, $"{(row.To.Count == 0 ? "stays" : string.Join(", ", row.To.Select(Name)))} | {Name(row.When)} | {string.Join(", ", row.Needs)} |\n");
        return text.ToString();
    }

    private static string Name<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
