namespace Telemed.Contracts;

/// <summary>One thing wrong with one input field.</summary>
/// <param name="Field">Path in camelCase as the client sent it: <c>summary.diagnoses[0].code</c>.</param>
/// <param name="Code">Stable code: <c>required</c>, <c>too-long</c>, <c>invalid</c> …</param>
/// <param name="Text">For the user.</param>
public sealed record FieldError(string Field, string Code, Text Text);

/// <summary>An error as the client gets it (RFC 9457), before it is put into a language.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable code in kebab-case.</param>
/// <param name="Text">For the user.</param>
/// <param name="Fields">Set for invalid input.</param>
/// <param name="Extensions">Further members, such as the id of the case that already exists.</param>
public sealed record Problem(
    int Status, string Code, Text Text, IReadOnlyList<FieldError>? Fields = null, IReadOnlyDictionary<string, object?>? Extensions = null)
{
    /// <summary>There is nothing of that name for this caller.</summary>
    public static Problem NotFound { get; } = new(404, "not-found", new("没有找到，或您无权知晓", "Not found, or not yours to know of"));

    /// <summary>Known to the caller, but not theirs to do.</summary>
    public static Problem Forbidden { get; } = new(403, "forbidden", new("您的角色不能执行此操作", "Your role does not allow this"));

    /// <summary>The caller had seen an older version.</summary>
    public static Problem Stale(long version) => new(412, "stale-version",
        new("内容已被他人更新，请刷新后再试", "Someone else has changed this; reload and try again"), null, new Dictionary<string, object?> { ["version"] = version });

    /// <summary>The idempotency key was used for another request.</summary>
    public static Problem KeyReused { get; } = new(409, "idempotency-key-reused",
        new("该幂等键已用于另一请求", "This idempotency key was used for another request"));

    /// <summary>503: the case, or what this node knows of all cases, holds facts that only a newer version of the platform can read.</summary>
    public static Problem NewerVersion { get; } = new(503, "newer-version",
        new("该内容由新版本平台写入，本节点尚未升级，请稍后重试", "This was written by a newer version of the platform and this node is not upgraded yet; try again shortly"));

    /// <summary>503: this node reads nothing new until somebody helps it.</summary>
    public static Problem ReadModelStopped { get; } = new(503, "read-model-stopped", new("本节点数据已停止更新，请稍后重试或联系管理员", "This node no longer follows the log; try again, or call the administrator"));

    /// <summary>503: nothing more is counted.</summary>
    public static Problem FiguresStopped { get; } = new(503, "figures-stopped", new("统计已停止更新，请联系管理员", "Figures are no longer kept up to date; call the administrator"));

    /// <summary>Input that cannot be accepted.</summary>
    public static Problem Invalid(IReadOnlyList<FieldError> fields) =>
        new(400, "invalid-input", new("提交的内容有误，请按提示修改", "Some of the input is not valid"), fields);

    /// <summary>The same with one more member.</summary>
    public Problem With(string name, object? value) =>
        this with { Extensions = new Dictionary<string, object?>(Extensions ?? new Dictionary<string, object?>()) { [name] = value } };
}
