using Telemed.Contracts;
using static Telemed.Capacity.Tests.World;

namespace Telemed.Capacity.Tests;

/// <summary>Who may do what with a roster, cell by cell.</summary>
public sealed class RosterAccessTests
{
    [Fact]
    public void Every_cell_is_what_was_agreed()
    {
        var allowed =
            from operation in Enum.GetValues<RosterOperation>()
            from role in Enum.GetValues<Role>()
            from tie in Enum.GetValues<RosterTie>()
            where RosterAccess.Decide(As("a", "county", role), tie, operation)
            select $"{operation} {role} {tie}";
        Assert.Equal(
        [
            "SeeCover Physician Own", "SeeCover Physician Partner", "SeeCover Office Own", "SeeCover Office Partner", "SeeCover HealthAuthority Supervising", "SeeCover Administrator Own",
            "See Physician Own", "See Office Own", "See Administrator Own",
            "Keep Office Own", "Keep Administrator Own",
        ], allowed);
    }

    [Theory]
    [InlineData("county", null, RosterTie.Own)]
    [InlineData("township", null, RosterTie.Partner)]
    [InlineData("city", null, RosterTie.None)]   // asked by the county, and asks nothing of it
    [InlineData(null, "5201", RosterTie.Supervising)]
    [InlineData(null, "5202", RosterTie.None)]
    [InlineData(null, null, RosterTie.None)]
    public void The_nearest_tie_counts(string? institution, string? area, RosterTie tie) =>
        Assert.Equal(tie, RosterAccess.TieOf(new("a", null, institution, area, null, new HashSet<Role>()), "county", Hospital.Directory, Monday));
}
