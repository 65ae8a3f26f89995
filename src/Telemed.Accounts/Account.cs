using System.Diagnostics;
using Telemed.Contracts;
using Telemed.Kernel;
using static Telemed.Accounts.AccountEvent;
using Decision = Telemed.Kernel.Decision<Telemed.Accounts.AccountEvent, Telemed.Accounts.AccountRefusal>;

namespace Telemed.Accounts;

/// <summary>Stored facts. Names and members are the storage format: add, never rename (ADR-0004). No password, key or name: those lie in the vault.</summary>
public abstract record AccountEvent
{
    private AccountEvent() { }

    public sealed record Opened(
        string Account, IReadOnlyList<Role> Roles, string? PractitionerId, string? InstitutionId, string? AreaCode, string? PatientId) : AccountEvent;

    public sealed record CertificateIssued(string Thumbprint, string CertificatePem) : AccountEvent;

    public sealed record SecondFactorEnrolled : AccountEvent;

    public sealed record SignedIn(string SessionHash, DateTimeOffset ExpiresAt) : AccountEvent;

    public sealed record SignedOut(string SessionHash) : AccountEvent;

    public sealed record SignInFailed(DateTimeOffset NotBefore) : AccountEvent;
}

/// <summary>Only what the decisions below and the pipeline read.</summary>
public sealed record AccountState(
    string? Account, IReadOnlySet<Role> Roles, string? PractitionerId, string? InstitutionId, string? AreaCode, string? PatientId,
    bool SecondFactor, string? CertificatePem, int Failures, DateTimeOffset NotBefore, IReadOnlyDictionary<string, DateTimeOffset> Sessions);

public enum AccountRefusal
{
    [Refusal("该账号名已被使用", "This account name is taken")] AlreadyOpened,
    [Refusal("账号或密码不正确", "Account or password is wrong", 401)] WrongCredentials,
    [Refusal("尝试过于频繁，请稍后再试", "Too many attempts; wait before the next one", 401)] TooManyAttempts,
    [Refusal("密码不正确", "The password is wrong", 403)] WrongPassword,
    [Refusal("动态验证码不正确", "The one-time code is wrong", 403)] WrongCode,
    [Refusal("签名须先启用第二因素验证", "Signing needs a second factor; enrol one first", 403)] SecondFactorMissing,
    [Refusal("第二因素验证已启用", "A second factor is enrolled already")] SecondFactorPresent,
    [Refusal("该账号没有签名证书", "This account has no signing certificate", 403)] NoCertificate,
}

/// <summary>The rules of an account: opening, signing in with growing delay and lock-out, certificate, second factor.</summary>
public static class Account
{
    /// <summary>From this many failures in a row on, the wait is <see cref="LockOut"/>.</summary>
    public const int FailuresBeforeLockOut = 8;

    public static TimeSpan LockOut { get; } = TimeSpan.FromMinutes(15);

    public static TimeSpan SessionLength { get; } = TimeSpan.FromHours(12);

    public static Aggregate<AccountState, AccountEvent, AccountRefusal> Aggregate { get; } = new("account",
        new(null, new HashSet<Role>(), null, null, null, null, false, null, 0, DateTimeOffset.MinValue, new Dictionary<string, DateTimeOffset>()),
        Evolve, new EventFormat<AccountEvent>("account"));

    public static Decision Open(AccountState state, Opened wish) => state.Account is null ? wish : AccountRefusal.AlreadyOpened;

    /// <summary>Before the password is even looked at.</summary>
    public static AccountRefusal? MayTry(AccountState state, DateTimeOffset at) =>
        state.Account is null ? AccountRefusal.WrongCredentials : at < state.NotBefore ? AccountRefusal.TooManyAttempts : null;

    public static Decision SignIn(AccountState state, bool passwordIsRight, string sessionHash, DateTimeOffset at)
    {
        if (MayTry(state, at) is { } refusal) return refusal;
        return passwordIsRight ? new SignedIn(sessionHash, at + SessionLength) : new SignInFailed(at + Wait(state.Failures + 1));
    }

    public static Decision SignOut(AccountState state, string sessionHash) =>
        state.Sessions.ContainsKey(sessionHash) ? new SignedOut(sessionHash) : Decision.Nothing;

    public static Decision IssueCertificate(AccountState state, string thumbprint, string pem) => new CertificateIssued(thumbprint, pem);

    public static Decision EnrolSecondFactor(AccountState state) =>
        state.SecondFactor ? AccountRefusal.SecondFactorPresent : new SecondFactorEnrolled();

    /// <summary>Is this session live at that time?</summary>
    public static bool IsSignedIn(AccountState state, string sessionHash, DateTimeOffset at) =>
        state.Sessions.TryGetValue(sessionHash, out var expires) && at < expires;

    /// <summary>One second after the first failure, doubled with each, then the lock-out.</summary>
    public static TimeSpan Wait(int failures) =>
        failures >= FailuresBeforeLockOut ? LockOut : TimeSpan.FromSeconds(1 << (failures - 1));

    private static AccountState Evolve(AccountState state, AccountEvent fact) => fact switch
    {
        Opened e => state with
        {
            Account = e.Account,
            Roles = e.Roles.ToHashSet(),
            PractitionerId = e.PractitionerId,
            InstitutionId = e.InstitutionId,
            AreaCode = e.AreaCode,
            PatientId = e.PatientId,
        },
        CertificateIssued e => state with { CertificatePem = e.CertificatePem },
        SecondFactorEnrolled => state with { SecondFactor = true },
        SignedIn e => state with { Failures = 0, Sessions = LiveAt(state, e.ExpiresAt - SessionLength, (e.SessionHash, e.ExpiresAt)) },
        SignedOut e => state with { Sessions = state.Sessions.Where(s => s.Key != e.SessionHash).ToDictionary() },
        SignInFailed e => state with { Failures = state.Failures + 1, NotBefore = e.NotBefore },
        _ => throw new UnreachableException(fact.GetType().Name),
    };

    private static Dictionary<string, DateTimeOffset> LiveAt(AccountState state, DateTimeOffset at, (string Hash, DateTimeOffset Expires) added) =>
        new(state.Sessions.Where(s => s.Value > at)) { [added.Hash] = added.Expires };
}
