using Telemed.Contracts;
using Telemed.Dicom.Core;
using Telemed.Imaging.Querying;

namespace Telemed.Imaging;

/// <summary>What the image doors answer when they cannot give what was asked for.</summary>
internal static class ImagingProblems
{
    public static Problem NotAcceptable { get; } = new(406, "not-acceptable", new("不支持所请求的格式", "The requested format is not offered"));

    public static Problem NotMultipart { get; } = new(415, "unsupported-media-type",
        new("请以 multipart/related; type=\"application/dicom\" 提交", "Send multipart/related with type application/dicom"));

    public static Problem TooLarge { get; } = new(413, "too-large", new("以元数据加二进制数据方式提交的内容过大，请改为提交 DICOM 文件", "Too large for metadata with bulk data; send DICOM files instead"));

    public static Problem NotReleasable { get; } = new(409, "not-releasable", new("该对象不能放行：UID 已被占用，或检查不属于本机构", "This object cannot be let in: its UID is taken, or the study is not your institution's"));

    public static Problem StateOfCase { get; } = new(409, "state-of-case", new("工作项的状态随病例变化：请在病例中接诊、出具报告", "A workitem follows its case: accept and sign the case itself"));

    public static Problem FeedChanged { get; } = new(410, "feed-changed", new("变更记录已重建，请从头读取", "The feed was made anew; read it from the beginning"));

    public static Problem UnsafeSyntax { get; } = new(406, "unsafe-transfer-syntax",
        new("浏览器不能正确解码该影像的有损 JPEG 编码；请取原始对象", "Browsers decode this kind of lossy JPEG wrongly; retrieve the instance instead"));

    public static Problem NotRenderable { get; } = new(406, "not-renderable",
        new("服务器不能渲染该编码的影像", "The server cannot render images of this encoding"));

    public static Problem BrokenPixels { get; } = new(422, "broken-pixel-data",
        new("影像的像素数据不完整或与其描述不符", "The pixel data are incomplete or do not fit their description"));

    public static Problem BadQuery(string parameter) => new Problem(400, "invalid-input", new("查询参数有误", "A query parameter is not valid")).With("parameter", parameter);

    public static Problem BadKey(TagPath path) => new Problem(400, "invalid-key", new("查询条件的值不符合该属性的格式", "A value does not fit its attribute"))
        .With("attribute", path.ToString()).With("keyword", DicomDictionary.TryFind(path.Inner ?? path.Tag, out var entry) ? entry.Keyword : null);

    public static Problem BadMultipart { get; } = new(400, "malformed-multipart", new("multipart 报文不完整或格式有误", "The multipart message is incomplete or malformed"));
}
