using Telemed.Contracts;

namespace Telemed.Imaging.Sending;

/// <summary>What people do with a send.</summary>
public enum SendAction
{
    /// <summary>Hold it; the object under way is finished.</summary>
    Pause,

    /// <summary>Go on with what is left.</summary>
    Resume,

    /// <summary>Give it up.</summary>
    Cancel,

    /// <summary>Try at once, refused objects too.</summary>
    Retry,
}

/// <summary>Why a send is not asked for, or not steered.</summary>
public enum SendRefusal
{
    [Refusal("该发送任务的当前状态不允许此操作", "The send's state does not allow this")]
    NotInThisState,

    [Refusal("没有这个发送目的地，或已停用", "There is no such destination, or it is out of use")]
    NoSuchDestination,

    [Refusal("接收机构目前无权查看该检查：需要一个引用该检查的进行中的病例", "The receiving institution may not see the study: a live case must name it")]
    ReceiverMayNotSee,

    [Refusal("该检查没有可发送的对象", "The study has no objects to send")]
    NothingToSend,
}

/// <summary>Which state follows from which action. Pure.</summary>
public static class SendRules
{
    private static readonly (SendState From, SendAction Action, SendState To)[] Table =
    [
        (SendState.Queued, SendAction.Pause, SendState.Paused),
        (SendState.Sending, SendAction.Pause, SendState.Paused),
        (SendState.Waiting, SendAction.Pause, SendState.Paused),
        (SendState.Paused, SendAction.Resume, SendState.Queued),
        (SendState.Queued, SendAction.Cancel, SendState.Cancelled),
        (SendState.Sending, SendAction.Cancel, SendState.Cancelled),
        (SendState.Waiting, SendAction.Cancel, SendState.Cancelled),
        (SendState.Paused, SendAction.Cancel, SendState.Cancelled),
        (SendState.Waiting, SendAction.Retry, SendState.Queued),
        (SendState.Partial, SendAction.Retry, SendState.Queued),
        (SendState.Cancelled, SendAction.Retry, SendState.Queued),
    ];

    /// <summary>Null when the action is not possible in that state.</summary>
    public static SendState? After(SendState state, SendAction action)
    {
        foreach (var row in Table)
            if (row.From == state && row.Action == action) return row.To;
        return null;
    }

    /// <summary>What can be done in that state.</summary>
    public static IReadOnlyList<SendAction> ActionsIn(SendState state) => [.. Table.Where(row => row.From == state).Select(row => row.Action)];
}
