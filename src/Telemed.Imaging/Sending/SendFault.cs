using Telemed.Contracts;

namespace Telemed.Imaging.Sending;

/// <summary>Why a send does not get on, for people. The code is kept with the send; its first word says what the sentence is.</summary>
internal static class SendFault
{
    public const string Unreachable = "unreachable";
    public const string Rejected = "rejected";
    public const string Ended = "ended";
    public const string Busy = "busy";
    public const string Refused = "refused";
    public const string NoSyntax = "noSyntax";
    public const string Gone = "gone";
    public const string NoAccess = "noAccess";
    public const string NoDestination = "noDestination";
    public const string Damaged = "damaged";
    public const string NoEcho = "noEcho";

    private static readonly Dictionary<string, Text> Sentences = new(StringComparer.Ordinal)
    {
        [Unreachable] = new("目的地无法连接", "The destination cannot be reached"),
        [Rejected] = new("目的地拒绝建立连接", "The destination does not let this node in"),
        [Ended] = new("传输中途断开", "The connection was cut while sending"),
        [Busy] = new("目的地暂时无法接收", "The destination cannot take more at the moment"),
        [Refused] = new("目的地拒绝了部分对象", "The destination refuses some of the objects"),
        [NoSyntax] = new("目的地不支持部分对象的类型或编码", "The destination does not take the kind or encoding of some objects"),
        [Gone] = new("部分对象已不在本地", "Some objects are no longer here"),
        [NoAccess] = new("接收机构目前无权查看该检查", "The receiving institution may not see the study now"),
        [NoDestination] = new("目的地已被删除", "The destination was removed"),
        [NoEcho] = new("目的地可以连接，但不支持连通测试", "The destination can be reached, but does not take part in tests"),
        [Damaged] = new("对方校验未通过，将重新发送", "The other side found damage; it will be sent again"),
    };

    /// <summary>The sentence of a kept code.</summary>
    public static Text Say(string code) =>
        Sentences.GetValueOrDefault(code.Split(' ')[0]) ?? new("发送未成功", "The send did not succeed");
}
