using System.Net.Http.Json;
using System.Text.Json;

namespace Telemed.Web.Tests;

internal static class Answers
{
    public static async Task<JsonElement> Json(this HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>();
}
