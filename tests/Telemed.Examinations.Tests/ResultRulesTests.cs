using Telemed.Contracts;
using Telemed.Testing;
using static Telemed.Examinations.ResultEvent;
using static Telemed.Examinations.Tests.Laboratory;

namespace Telemed.Examinations.Tests;

/// <summary>The rules of a result, without store.</summary>
public sealed class ResultRulesTests
{
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);
    private static readonly Spec<ResultState, ResultEvent, ResultRefusal> Spec = new(ResultState.Initial, ResultState.Evolve);
    private static readonly ResultPlace Place = new("p1", Ten.AddHours(-1));

    [Fact]
    public void A_new_result_is_reported_once()
    {
        var report = Of();
        Spec.Given().When(s => Result.Report(s, report, TenMinutes, Ten)).Then(new Reported(report, Ten));
        Spec.Given(new Reported(Of(), Ten)).When(s => Result.Report(s, Of(), TenMinutes, Ten.AddDays(1))).ThenNothing();
        Spec.Given(new Reported(Of(), Ten)).When(s => Result.Report(s, Of("4.2"), TenMinutes, Ten)).ThenRefused(ResultRefusal.ResultExists);
    }

    [Fact]
    public void What_was_voided_does_not_come_back_under_its_number() =>
        Spec.Given(new Reported(Of(), Ten), new Voided(Place, "样本混淆", "a", Ten)).When(s => Result.Report(s, Of(), TenMinutes, Ten)).ThenRefused(ResultRefusal.ResultExists);

    [Fact]
    public void A_critical_value_is_to_be_confirmed_in_time_and_old_stock_alarms_nobody()
    {
        var events = Spec.Given().When(s => Result.Report(s, Of("6.9", ValueFlag.Critical), TenMinutes, Ten)).Events;
        Assert.Equal((Ten + TenMinutes, "钾"), (Assert.IsType<CriticalFound>(events[1]).DueAt, ((CriticalFound)events[1]).Values[0]));
        Assert.Single(Spec.Given().When(s => Result.Report(s, Of("6.9", ValueFlag.Critical) with { Legacy = true }, TenMinutes, Ten)).Events);
    }

    [Fact]
    public void A_clock_breaches_once_and_not_before_its_time_nor_after_the_confirmation()
    {
        var critical = Spec.Given(new Reported(Of("6.9", ValueFlag.Critical), Ten), new CriticalFound(Place, ["钾"], Ten + TenMinutes, Ten));
        critical.When(s => Result.RunOut(s, Ten.AddMinutes(9))).ThenNothing();
        critical.When(s => Result.RunOut(s, Ten.AddMinutes(10))).Then(new CriticalBreached(Place, Ten + TenMinutes, Ten.AddMinutes(10)));
        var breached = Spec.Given(new Reported(Of("6.9", ValueFlag.Critical), Ten), new CriticalFound(Place, ["钾"], Ten + TenMinutes, Ten), new CriticalBreached(Place, Ten + TenMinutes, Ten.AddMinutes(10)));
        breached.When(s => Result.RunOut(s, Ten.AddMinutes(11))).ThenNothing();
        breached.When(s => Result.ConfirmCritical(s, "county", "已通知病区", "a", Ten.AddMinutes(12))).Then(new CriticalConfirmed(Place, "已通知病区", "a", Ten.AddMinutes(12)));
        var confirmed = Spec.Given(
            new Reported(Of("6.9", ValueFlag.Critical), Ten), new CriticalFound(Place, ["钾"], Ten + TenMinutes, Ten), new CriticalConfirmed(Place, "已通知病区", "a", Ten));
        confirmed.When(s => Result.RunOut(s, Ten.AddMinutes(11))).ThenNothing();
        confirmed.When(s => Result.ConfirmCritical(s, "county", "已通知病区", "a", Ten)).ThenNothing();
        confirmed.When(s => Result.ConfirmCritical(s, "county", "别的", "b", Ten)).ThenRefused(ResultRefusal.AlreadyConfirmed);
    }

    [Fact]
    public void A_correction_keeps_patient_and_institution_and_counts_versions()
    {
        var reported = Spec.Given(new Reported(Of(), Ten));
        var corrected = reported.When(s => Result.Correct(s, "county", null, Of("4.4").Content, "录入错误", "a", TenMinutes, Ten.AddHours(1)));
        Assert.Equal((2, "4.4"), (corrected.After.Number, corrected.After.Report!.Content.Values[0].Value));
        reported.When(s => Result.Correct(s, "county", "p1", Of().Content, "无", "a", TenMinutes, Ten)).ThenNothing();
        reported.When(s => Result.Correct(s, "county", "p2", Of("4.4").Content, "错", "a", TenMinutes, Ten)).ThenRefused(ResultRefusal.OtherPatient);
        reported.When(s => Result.Correct(s, "city", null, Of("4.4").Content, "错", "a", TenMinutes, Ten)).ThenRefused(ResultRefusal.OtherInstitution);
        Spec.Given().When(s => Result.Correct(s, "county", null, Of().Content, "错", "a", TenMinutes, Ten)).ThenRefused(ResultRefusal.NotReported);
        Spec.Given(new Reported(Of(), Ten), new Voided(Place, "x", "a", Ten)).When(s => Result.Correct(s, "county", null, Of("5").Content, "错", "a", TenMinutes, Ten))
            .ThenRefused(ResultRefusal.IsVoided);
    }

    [Fact]
    public void A_correction_that_turns_critical_alarms_and_one_that_stays_critical_does_not_alarm_twice()
    {
        Assert.IsType<CriticalFound>(Spec.Given(new Reported(Of(), Ten))
            .When(s => Result.Correct(s, "county", null, Of("6.9", ValueFlag.Critical).Content, "错", "a", TenMinutes, Ten)).Events[1]);
        Assert.Single(Spec.Given(new Reported(Of("6.9", ValueFlag.Critical), Ten), new CriticalFound(Place, ["钾"], Ten, Ten))
            .When(s => Result.Correct(s, "county", null, Of("7.0", ValueFlag.Critical).Content, "错", "a", TenMinutes, Ten)).Events);
    }

    private static ResultReport Of(string value = "4.1", ValueFlag? flag = null) => new(
        "p1", "county", "K-1", new(new(ItemRef.Standard, "LAB.K", null), ResultCategory.Lab, Ten.AddHours(-1), null, null, [new("K", "钾", value, "mmol/L", null, null, flag)],
            null, null, null, null, null, []));
}
