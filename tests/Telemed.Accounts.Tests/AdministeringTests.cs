using Telemed.Contracts;
using Telemed.Testing;
using static Telemed.Accounts.AccountEvent;

namespace Telemed.Accounts.Tests;

public class AdministeringTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly Opened Township = new("township", [Role.Physician], "p1", "i1", null, null, Temporary: true);
    private static readonly Opened Bureau = new("bureau", [Role.HealthAuthority, Role.Administrator], null, null, "5201", null);
    private static readonly SignedIn Here = new("here", Noon.AddHours(12));
    private static readonly SignedIn There = new("there", Noon.AddHours(12));
    private static readonly Spec<AccountState, AccountEvent, AccountRefusal> Spec = new(Account.Aggregate.Initial, Account.Aggregate.Evolve);

    [Fact]
    public void A_new_password_of_ones_own_ends_every_other_session_and_the_first_password()
    {
        var changed = Spec.Given(Township, Here, There).When(s => Account.ChangePassword(s, "here"));
        changed.Then(new PasswordChanged(false, "here"));
        var after = changed.After;
        Assert.True(Account.IsSignedIn(after, "here", Noon));
        Assert.False(Account.IsSignedIn(after, "there", Noon));
        Assert.False(after.Temporary);
    }

    [Fact]
    public void A_reset_password_is_for_the_next_sign_in_and_forgets_the_lock_out()
    {
        var reset = Spec.Given(Township, Here, new SignInFailed(Noon.AddMinutes(15))).When(s => Account.ChangePassword(s, null));
        reset.Then(new PasswordChanged(true, null));
        var after = reset.After;
        Assert.True(after.Temporary);
        Assert.Empty(after.Sessions);
        Assert.Null(Account.MayTry(after, Noon));
    }

    [Fact]
    public void A_blocked_account_has_no_session_and_opens_none()
    {
        var blocked = Spec.Given(Township, Here).When(s => Account.Block(s, "调离", own: false));
        blocked.Then(new Blocked("调离"));
        Assert.False(Account.IsSignedIn(blocked.After, "here", Noon));
        Spec.Given(Township, new Blocked("调离")).When(s => Account.SignIn(s, true, "h", Noon)).ThenRefused(AccountRefusal.Blocked);
    }

    [Fact]
    public void A_wrong_password_does_not_tell_that_the_account_is_blocked() =>
        Spec.Given(Township, new Blocked("调离")).When(s => Account.SignIn(s, false, "h", Noon)).Then(new SignInFailed(Noon));

    [Fact]
    public void An_unblocked_account_signs_in_again() =>
        Spec.Given(Township, new Blocked("调离"), new Unblocked()).When(s => Account.SignIn(s, true, "h", Noon)).Then(new SignedIn("h", Noon.AddHours(12)));

    [Fact] public void Blocking_twice_changes_nothing() => Spec.Given(Township, new Blocked("调离")).When(s => Account.Block(s, "again", own: false)).ThenNothing();

    [Fact] public void Nobody_blocks_the_own_account() => Spec.Given(Bureau).When(s => Account.Block(s, "x", own: true)).ThenRefused(AccountRefusal.OwnAccount);

    [Fact]
    public void Nobody_gives_up_the_own_administrator_role() =>
        Spec.Given(Bureau).When(s => Account.ChangeRoles(s, [Role.HealthAuthority], "5201", own: true)).ThenRefused(AccountRefusal.OwnAccount);

    [Fact]
    public void A_physician_is_somebody_in_the_directory() =>
        Spec.Given(Bureau).When(s => Account.ChangeRoles(s, [Role.Physician], null, own: false)).ThenRefused(AccountRefusal.PractitionerMissing);

    [Fact]
    public void The_same_roles_again_change_nothing() =>
        Spec.Given(Bureau).When(s => Account.ChangeRoles(s, [Role.Administrator, Role.HealthAuthority], "5201", own: true)).ThenNothing();

    [Fact]
    public void Other_roles_take_the_place_of_the_old_ones() =>
        Assert.Equal([Role.Physician, Role.Office], Spec.Given(Township).When(s => Account.ChangeRoles(s, [Role.Office, Role.Physician, Role.Office], null, own: false)).After.Roles.Order());

    [Fact] public void A_second_factor_that_is_not_there_is_not_removed() => Spec.Given(Township).When(Account.RemoveSecondFactor).ThenNothing();

    [Fact]
    public void After_its_removal_a_second_factor_is_enrolled_anew() =>
        Spec.Given(Township, new SecondFactorEnrolled(), new SecondFactorRemoved()).When(Account.EnrolSecondFactor).Then(new SecondFactorEnrolled());

    [Fact]
    public void Ended_sessions_are_ended()
    {
        var ended = Spec.Given(Township, Here, There).When(Account.EndSessions);
        ended.Then(new SessionsEnded());
        Assert.Empty(ended.After.Sessions);
    }
}
