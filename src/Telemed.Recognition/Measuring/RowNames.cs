using System.Globalization;
using Telemed.Contracts;
using Telemed.Recognition.Catalogues;

namespace Telemed.Recognition.Measuring;

/// <summary>What the rows of a breakdown are called.</summary>
internal sealed class RowNames(IDirectory directory, IStandardItems items, CatalogueShelf catalogues)
{
    public string Of(Dimension by, string key, string area, DateTimeOffset at, Language language) => by switch
    {
        Dimension.Institution => directory.Institution(key)?.Name ?? key,
        Dimension.Item => Item(key, language),
        Dimension.Month => Months.Text(int.Parse(key, CultureInfo.InvariantCulture)),
        Dimension.Specialty when key.Length == 0 => language == Language.En ? "Not stated" : "未注明",
        Dimension.Relation => Relation(key).In(language),
        Dimension.Reason => catalogues.For(area, at).Reasons.FirstOrDefault(r => r.Code == key)?.Text.In(language) ?? key,
        _ => key,
    };

    public string Item(string code, Language language) => items.Find(code)?.Name.In(language) ?? code;

    private static Text Relation(string key) => key switch
    {
        "mark" => new("互认标识", "Mark"),
        "alliance" => new("医联体内", "Alliance"),
        "sameLevel" => new("同级机构", "Same level"),
        "higherToLower" => new("上级机构结果", "Made by a higher institution"),
        _ => new("无互认关系", "No relation"),
    };
}
