using Telemed.Contracts;

namespace Telemed.Web.Demo;

/// <summary>The demo accounts, for the sign-in page; mapped only where the demo region is.</summary>
internal static class DemoEndpoint
{
    private static readonly Dictionary<string, Text> Who = new()
    {
        ["village"] = new("村医", "Village doctor"),
        ["township"] = new("乡镇卫生院医生（A）", "Township physician (A)"),
        ["township2"] = new("乡镇卫生院医生（B）", "Township physician (B)"),
        ["county"] = new("县医院医生", "County physician"),
        ["specialist"] = new("市三级医院副主任医师", "Associate chief, city hospital"),
        ["specialist2"] = new("省三级医院主任医师", "Chief, provincial hospital"),
        ["radiologist"] = new("市三级医院影像医师", "Radiologist, city hospital"),
        ["office"] = new("市医院远程医疗办公室", "Remote-medicine office"),
        ["countyoffice"] = new("县医院转诊办公室", "County referral office"),
        ["bureau"] = new("市卫生健康局", "City health bureau"),
        ["countybureau"] = new("县卫生健康局", "County health bureau"),
        ["insurer"] = new("医保局", "Insurer"),
        ["resident"] = new("居民", "Resident"),
        ["auditor"] = new("安全审计员", "Auditor"),
    };

    public static void Map(RouteGroupBuilder open) => open.MapGet("demo", (HttpContext http) =>
    {
        var language = http.Language();
        return Results.Ok(Who.Select(w => new { account = w.Key, who = w.Value.In(language) }));
    });
}
