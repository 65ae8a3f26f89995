using System.Diagnostics;
using System.Text.Json.Serialization;
using Telemed.Contracts;
using Telemed.Kernel;
using static Telemed.Directory.DeviceEvent;
using Decision = Telemed.Kernel.Decision<Telemed.Directory.DeviceEvent, Telemed.Directory.DeviceRefusal>;

namespace Telemed.Directory;

/// <summary>What a session is joined from.</summary>
public enum DeviceKind
{
    /// <summary>会议室.</summary>
    Room,

    /// <summary>固定设备: a cart, a terminal.</summary>
    Device,

    /// <summary>应用: a browser or app; of one account when it registered itself.</summary>
    App,
}

/// <summary>Whether a device may be used.</summary>
public enum DeviceStanding
{
    Active,
    Blocked,
    Retired,
}

/// <summary>Stored facts of a device. Names and members are the storage format: add, never rename.</summary>
public abstract record DeviceEvent
{
    private DeviceEvent() { }

    /// <param name="AccountId">Whose app it is; null for what an institution shares.</param>
    /// <param name="Slot">Which of the account's places it takes.</param>
    public sealed record Registered(
        DeviceKind Kind, string Name, string InstitutionId, string? AccountId, int? Slot, string? Model, string? SerialNumber, string By, DateTimeOffset At) : DeviceEvent;
    public sealed record Renamed(string Name) : DeviceEvent;

    /// <summary>Its owner works elsewhere now.</summary>
    public sealed record Moved(string InstitutionId) : DeviceEvent;
    public sealed record Blocked(string Reason) : DeviceEvent;
    public sealed record Unblocked : DeviceEvent;
    public sealed record Retired : DeviceEvent;
}

/// <summary>Why a step on a device, or joining a session from it, is refused.</summary>
public enum DeviceRefusal
{
    [Refusal("该设备尚未登记，不能进入会诊", "This device is not registered and cannot join a session", 404)]
    DeviceUnknown,

    [Refusal("该设备已被停用，请联系本机构管理员，或换一台设备", "This device is blocked; ask the administrator of your institution, or use another one")]
    DeviceBlocked,

    [Refusal("该设备已注销", "This device was retired")]
    DeviceRetired,

    [Refusal("该设备登记在其他账号名下", "This device belongs to another account")]
    DeviceOfAnotherAccount,

    [Refusal("该设备属于其他机构", "This device belongs to another institution")]
    DeviceOfAnotherInstitution,

    [Refusal("该设备已登记", "This device is registered already")]
    DeviceAlreadyRegistered,

    [Refusal("登记的个人设备已达上限，请先注销不再使用的设备", "You have as many devices as an account may have; retire one that is no longer used")]
    TooManyDevices,
}

/// <summary>What the decisions read, and what the lists show.</summary>
/// <param name="BlockedFor">The reason; null while it may be used.</param>
public sealed record DeviceState(Registered? Card, bool IsRetired, string? BlockedFor)
{
    [JsonIgnore]
    public DeviceStanding Standing => IsRetired ? DeviceStanding.Retired : BlockedFor is null ? DeviceStanding.Active : DeviceStanding.Blocked;
}

/// <summary>The rules of the register of rooms, devices and apps (贵阳市健康医疗大数据应用发展条例 art. 14).</summary>
public static class DeviceRules
{
    /// <summary>Category of the streams.</summary>
    public const string Category = "device";

    public static DeviceState Initial { get; } = new(null, false, null);

    /// <summary>An app holds one of its account's places until it is retired, so that two nodes cannot give out one too many.</summary>
    public static Aggregate<DeviceState, DeviceEvent, DeviceRefusal> Aggregate { get; } =
        new(Category, Initial, Evolve, new(Category), state => state is { IsRetired: false, Card: { AccountId: { } account, Slot: { } slot } } ? [$"device-slot:{account}:{slot}"] : []);

    public static Decision Register(DeviceState state, Registered card) => state.Card is null ? card : DeviceRefusal.DeviceAlreadyRegistered;

    /// <summary>A signed-in person's browser says that it is there: known from the first time on, and safe to repeat.</summary>
    public static Decision UseOwn(DeviceState state, Registered app) =>
        state.Card is not { } card ? app
        : card.AccountId != app.AccountId ? DeviceRefusal.DeviceOfAnotherAccount
        : state.IsRetired ? DeviceRefusal.DeviceRetired
        : card.InstitutionId != app.InstitutionId ? new Moved(app.InstitutionId) : Decision.Nothing;

    public static Decision Rename(DeviceState state, string name) =>
        Absent(state) is { } refusal ? refusal : state.Card!.Name == name ? Decision.Nothing : new Renamed(name);

    public static Decision Block(DeviceState state, string reason) =>
        Absent(state) is { } refusal ? refusal : state.BlockedFor is null ? new Blocked(reason) : Decision.Nothing;

    public static Decision Unblock(DeviceState state) =>
        Absent(state) is { } refusal ? refusal : state.BlockedFor is null ? Decision.Nothing : new Unblocked();

    public static Decision Retire(DeviceState state) =>
        state.Card is null ? DeviceRefusal.DeviceUnknown : state.IsRetired ? Decision.Nothing : new Retired();

    /// <summary>Why this caller may not join a session from it; whose it is comes first, so that nobody learns how another's device stands.</summary>
    public static DeviceRefusal? Refuses(DeviceState state, Caller caller) =>
        state.Card is not { } card ? DeviceRefusal.DeviceUnknown
        : card.AccountId is { } owner && owner != caller.AccountId ? DeviceRefusal.DeviceOfAnotherAccount
        : card.AccountId is null && card.InstitutionId != caller.InstitutionId ? DeviceRefusal.DeviceOfAnotherInstitution
        : state.IsRetired ? DeviceRefusal.DeviceRetired
        : state.BlockedFor is not null ? DeviceRefusal.DeviceBlocked
        : null;

    public static DeviceState Evolve(DeviceState state, DeviceEvent fact) => fact switch
    {
        Registered e => new(e, false, null),
        Renamed e => state with { Card = state.Card! with { Name = e.Name } },
        Moved e => state with { Card = state.Card! with { InstitutionId = e.InstitutionId } },
        Blocked e => state with { BlockedFor = e.Reason },
        Unblocked => state with { BlockedFor = null },
        Retired => state with { IsRetired = true },
        _ => throw new UnreachableException(fact.GetType().Name),
    };

    private static DeviceRefusal? Absent(DeviceState state) =>
        state.Card is null ? DeviceRefusal.DeviceUnknown : state.IsRetired ? DeviceRefusal.DeviceRetired : null;
}
