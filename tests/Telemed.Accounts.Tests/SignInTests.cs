using Telemed.Accounts;
using Telemed.Contracts;
using Telemed.Testing;
using static Telemed.Accounts.AccountEvent;

namespace Telemed.Accounts.Tests;

public class SignInTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly Opened Village = new("village", [Role.Physician], "p1", "i1", null, null);
    private static readonly Spec<AccountState, AccountEvent, AccountRefusal> Spec = new(Account.Aggregate.Initial, Account.Aggregate.Evolve);

    [Fact]
    public void The_right_password_opens_a_session_of_twelve_hours() =>
        Spec.Given(Village).When(s => Account.SignIn(s, true, "h", Noon)).Then(new SignedIn("h", Noon.AddHours(12)));

    [Fact]
    public void One_wrong_password_is_a_slip_and_the_next_try_need_not_wait() =>
        Spec.Given(Village).When(s => Account.SignIn(s, false, "h", Noon)).Then(new SignInFailed(Noon));

    [Fact]
    public void A_second_wrong_password_makes_the_next_try_wait_a_second() =>
        Spec.Given(Village, new SignInFailed(Noon)).When(s => Account.SignIn(s, false, "h", Noon)).Then(new SignInFailed(Noon.AddSeconds(1)));

    [Fact]
    public void Each_further_failure_doubles_the_wait() =>
        Spec.Given(Village, new SignInFailed(Noon), new SignInFailed(Noon), new SignInFailed(Noon))
            .When(s => Account.SignIn(s, false, "h", Noon)).Then(new SignInFailed(Noon.AddSeconds(4)));

    [Fact]
    public void The_eighth_failure_locks_for_a_quarter_of_an_hour() =>
        Spec.Given([Village, .. Enumerable.Repeat(new SignInFailed(Noon), 7)])
            .When(s => Account.SignIn(s, false, "h", Noon)).Then(new SignInFailed(Noon.AddMinutes(15)));

    [Fact]
    public void During_the_wait_even_the_right_password_is_refused() =>
        Spec.Given(Village, new SignInFailed(Noon.AddSeconds(1))).When(s => Account.SignIn(s, true, "h", Noon)).ThenRefused(AccountRefusal.TooManyAttempts);

    [Fact]
    public void Success_forgets_the_failures() =>
        Spec.Given(Village, new SignInFailed(Noon), new SignInFailed(Noon), new SignedIn("a", Noon.AddHours(12)))
            .When(s => Account.SignIn(s, false, "h", Noon)).Then(new SignInFailed(Noon));

    [Fact]
    public void An_account_that_was_never_opened_is_refused_like_a_wrong_password() =>
        Spec.Given().When(s => Account.SignIn(s, true, "h", Noon)).ThenRefused(AccountRefusal.WrongCredentials);

    [Fact]
    public void Signing_out_ends_that_session_and_no_other()
    {
        var after = Spec.Given(Village, new SignedIn("a", Noon.AddHours(12)), new SignedIn("b", Noon.AddHours(12))).When(s => Account.SignOut(s, "a")).After;
        Assert.False(Account.IsSignedIn(after, "a", Noon));
        Assert.True(Account.IsSignedIn(after, "b", Noon));
    }

    [Fact]
    public void A_session_is_over_at_its_last_moment() =>
        Assert.False(Account.IsSignedIn(Spec.Given(Village, new SignedIn("a", Noon)).State, "a", Noon));

    [Fact] public void Signing_out_twice_changes_nothing() => Spec.Given(Village).When(s => Account.SignOut(s, "a")).ThenNothing();

    [Fact] public void A_name_is_given_once() => Spec.Given(Village).When(s => Account.Open(s, Village)).ThenRefused(AccountRefusal.AlreadyOpened);
}
