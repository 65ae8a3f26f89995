using System.Diagnostics;
using System.Text.Json.Serialization;
using Telemed.Contracts;
using Telemed.Kernel;
using static Telemed.Accounts.AccountEvent;
using Decision = Telemed.Kernel.Decision<Telemed.Accounts.AccountEvent, Telemed.Accounts.AccountRefusal>;

namespace Telemed.Accounts;

/// <summary>Stored facts. Names and members are the storage format: add, never rename (ADR-0004). No password, key or name: those lie in the vault.</summary>
public abstract record AccountEvent
{
    private AccountEvent() { }

    /// <param name="Temporary">The password is for the first sign-in only.</param>
    public sealed record Opened(
        string Account, IReadOnlyList<Role> Roles, string? PractitionerId, string? InstitutionId, string? AreaCode, string? PatientId,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Temporary = false) : AccountEvent;

    public sealed record CertificateIssued(string Thumbprint, string CertificatePem) : AccountEvent;

    public sealed record SecondFactorEnrolled : AccountEvent;

    public sealed record SecondFactorRemoved : AccountEvent;

    /// <param name="Temporary">By an administrator, for the next sign-in only.</param>
    /// <param name="KeptSession">The session that goes on; every other ends.</param>
    public sealed record PasswordChanged(bool Temporary, string? KeptSession) : AccountEvent;

    public sealed record RolesChanged(IReadOnlyList<Role> Roles, string? AreaCode) : AccountEvent;

    public sealed record Blocked(string Reason) : AccountEvent;

    public sealed record Unblocked : AccountEvent;

    public sealed record SessionsEnded : AccountEvent;

    public sealed record SignedIn(string SessionHash, DateTimeOffset ExpiresAt) : AccountEvent;

    public sealed record SignedOut(string SessionHash) : AccountEvent;

    public sealed record SignInFailed(DateTimeOffset NotBefore) : AccountEvent;
}

/// <summary>Only what the decisions below and the pipeline read.</summary>
/// <param name="Passwords">How many passwords there were before the present one.</param>
/// <param name="Temporary">The present password must be changed before anything else.</param>
/// <param name="BlockedFor">The reason; null while the account may be used.</param>
public sealed record AccountState(
    string? Account, IReadOnlySet<Role> Roles, string? PractitionerId, string? InstitutionId, string? AreaCode, string? PatientId,
    bool SecondFactor, string? Thumbprint, string? CertificatePem, int Passwords, bool Temporary, string? BlockedFor,
    int Failures, DateTimeOffset NotBefore, DateTimeOffset? LastSignInAt, IReadOnlyDictionary<string, DateTimeOffset> Sessions)
{
    /// <summary>Before it is opened.</summary>
    public static AccountState None { get; } = new(
        null, new HashSet<Role>(), null, null, null, null, false, null, null, 0, false, null, 0, DateTimeOffset.MinValue, null, new Dictionary<string, DateTimeOffset>());
}

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
    [Refusal("该账号已停用，请联系管理员", "This account is blocked; ask the administrator", 401)] Blocked,
    [Refusal("不能停用自己的账号，也不能取消自己的管理员角色", "Nobody blocks the own account or gives up the own administrator role")] OwnAccount,
    [Refusal("只有登记在册的医务人员才能担任该角色", "Only a registered practitioner can have this role")] PractitionerMissing,
}

/// <summary>The rules of an account: opening, signing in with growing delay and lock-out, certificate, second factor.</summary>
public static class Account
{
    /// <summary>From this many failures in a row on, the wait is <see cref="LockOut"/>.</summary>
    public const int FailuresBeforeLockOut = 8;

    public static TimeSpan LockOut { get; } = TimeSpan.FromMinutes(15);

    public static TimeSpan SessionLength { get; } = TimeSpan.FromHours(12);

    public static Aggregate<AccountState, AccountEvent, AccountRefusal> Aggregate { get; } = new("account", AccountState.None, Evolve, new EventFormat<AccountEvent>("account"));

    public static Decision Open(AccountState state, Opened wish) => state.Account is null ? wish : AccountRefusal.AlreadyOpened;

    /// <summary>Before the password is even looked at.</summary>
    public static AccountRefusal? MayTry(AccountState state, DateTimeOffset at) =>
        state.Account is null ? AccountRefusal.WrongCredentials : at < state.NotBefore ? AccountRefusal.TooManyAttempts : null;

    public static Decision SignIn(AccountState state, bool passwordIsRight, string sessionHash, DateTimeOffset at)
    {
        if (MayTry(state, at) is { } refusal) return refusal;
        if (!passwordIsRight) return new SignInFailed(at + Wait(state.Failures + 1));
        return state.BlockedFor is null ? new SignedIn(sessionHash, at + SessionLength) : AccountRefusal.Blocked;
    }

    public static Decision SignOut(AccountState state, string sessionHash) =>
        state.Sessions.ContainsKey(sessionHash) ? new SignedOut(sessionHash) : Decision.Nothing;

    public static Decision IssueCertificate(AccountState state, string thumbprint, string pem) => new CertificateIssued(thumbprint, pem);

    public static Decision EnrolSecondFactor(AccountState state) =>
        state.SecondFactor ? AccountRefusal.SecondFactorPresent : new SecondFactorEnrolled();

    /// <summary>By the owner, who goes on in <paramref name="keptSession"/>, or with null by an administrator, for the next sign-in only.</summary>
    public static Decision ChangePassword(AccountState state, string? keptSession) => new PasswordChanged(keptSession is null, keptSession);

    public static Decision ChangeRoles(AccountState state, IReadOnlyList<Role> roles, string? areaCode, bool own)
    {
        if (own && !roles.Contains(Role.Administrator)) return AccountRefusal.OwnAccount;
        if (roles.Contains(Role.Physician) && state.PractitionerId is null) return AccountRefusal.PractitionerMissing;
        return state.Roles.SetEquals(roles) && state.AreaCode == areaCode ? Decision.Nothing : new RolesChanged([.. roles.Distinct().Order()], areaCode);
    }

    public static Decision Block(AccountState state, string reason, bool own) =>
        own ? AccountRefusal.OwnAccount : state.BlockedFor is null ? new Blocked(reason) : Decision.Nothing;

    public static Decision Unblock(AccountState state) => state.BlockedFor is null ? Decision.Nothing : new Unblocked();

    /// <summary>For one whose device with the codes is lost.</summary>
    public static Decision RemoveSecondFactor(AccountState state) => state.SecondFactor ? new SecondFactorRemoved() : Decision.Nothing;

    public static Decision EndSessions(AccountState state) => state.Sessions.Count > 0 ? new SessionsEnded() : Decision.Nothing;

    /// <summary>Is this session live at that time?</summary>
    public static bool IsSignedIn(AccountState state, string sessionHash, DateTimeOffset at) =>
        state.Sessions.TryGetValue(sessionHash, out var expires) && at < expires;

    /// <summary>None after the first failure, which is a slip; a second after the next, doubled with each, then the lock-out.</summary>
    public static TimeSpan Wait(int failures) => failures switch
    {
        1 => TimeSpan.Zero,
        >= FailuresBeforeLockOut => LockOut,
        _ => TimeSpan.FromSeconds(1 << (failures - 2)),
    };

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
            Temporary = e.Temporary,
        },
        CertificateIssued e => state with { Thumbprint = e.Thumbprint, CertificatePem = e.CertificatePem },
        SecondFactorEnrolled => state with { SecondFactor = true },
        SecondFactorRemoved => state with { SecondFactor = false },
        PasswordChanged e => state with
        {
            Passwords = state.Passwords + 1,
            Temporary = e.Temporary,
            Failures = 0,
            NotBefore = DateTimeOffset.MinValue,
            Sessions = state.Sessions.Where(s => s.Key == e.KeptSession).ToDictionary(),
        },
        RolesChanged e => state with { Roles = e.Roles.ToHashSet(), AreaCode = e.AreaCode },
        Blocked e => state with { BlockedFor = e.Reason, Sessions = AccountState.None.Sessions },
        Unblocked => state with { BlockedFor = null },
        SessionsEnded => state with { Sessions = AccountState.None.Sessions },
        SignedIn e => state with { Failures = 0, LastSignInAt = e.ExpiresAt - SessionLength, Sessions = LiveAt(state, e.ExpiresAt - SessionLength, (e.SessionHash, e.ExpiresAt)) },
        SignedOut e => state with { Sessions = state.Sessions.Where(s => s.Key != e.SessionHash).ToDictionary() },
        SignInFailed e => state with { Failures = state.Failures + 1, NotBefore = e.NotBefore },
        _ => throw new UnreachableException(fact.GetType().Name),
    };

    private static Dictionary<string, DateTimeOffset> LiveAt(AccountState state, DateTimeOffset at, (string Hash, DateTimeOffset Expires) added) =>
        new(state.Sessions.Where(s => s.Value > at)) { [added.Hash] = added.Expires };
}
