using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;

namespace Telemed.Imaging.Retrieving;

/// <summary>Rendered resources and thumbnails (PS3.18 §10.4.1.1.3 and §10.4.1.1.4): JPEG baseline as it is, everything uncompressed, RLE or lossy JPEG of 12 bits as PNG, documents as they are.</summary>
internal static class RetrieveRendered
{
    private const string Instance = "{study}/series/{series}/instances/{instance}";
    private const int ThumbnailSide = 128;
    private const int MaxSide = 8192;
    private const int Attempts = 5;

    public static void Map(RouteGroupBuilder studies)
    {
        studies.MapGet($"{Instance}/frames/{{list}}/rendered", One).WithSummary("One frame as an image");
        studies.MapGet($"{Instance}/rendered", (string study, string series, string instance, HttpContext http, Instances instances, Rendering rendering) =>
            One(study, series, instance, "1", http, instances, rendering)).WithSummary("The first frame as an image");
        studies.MapGet($"{Instance}/frames/{{list}}/thumbnail", (string study, string series, string instance, string list, HttpContext http, Instances instances, Rendering rendering) =>
            Thumbnail(study, series, instance, list, http, instances, rendering)).WithSummary("One frame as a small image");
        studies.MapGet($"{Instance}/thumbnail", (string study, string series, string instance, HttpContext http, Instances instances, Rendering rendering) =>
            Thumbnail(study, series, instance, "1", http, instances, rendering)).WithSummary("An instance as a small image");
        studies.MapGet("{study}/series/{series}/thumbnail", (string study, string series, HttpContext http, Instances instances, Rendering rendering) =>
            Thumbnail(study, series, null, "1", http, instances, rendering)).WithSummary("A series as a small image");
        studies.MapGet("{study}/thumbnail", (string study, HttpContext http, Instances instances, Rendering rendering) =>
            Thumbnail(study, null, null, "1", http, instances, rendering)).WithSummary("A study as a small image");
    }

    private static async Task<IResult> One(string study, string series, string instance, string list, HttpContext http, Instances instances, Rendering rendering)
    {
        if (RetrieveFrames.Numbers(list) is not [var number]) return ImagingProblems.BadQuery("frames").ToResult(http);
        if (RenderingWishes.Read(http.Request.Query, MaxSide, out string bad) is not { } wishes) return ImagingProblems.BadQuery(bad).ToResult(http);
        if (instances.Of(study, series, instance) is not [var found]) return Problem.NotFound.ToResult(http);
        if (RenderedDocument.Is(instances.ClassOf(instance))) return number == 1 ? await RenderedDocument.Send(found, http) : Problem.NotFound.ToResult(http);
        return await Send(found, number, wishes, http, rendering);
    }

    private static async Task<IResult> Thumbnail(
        string study, string? series, string? instance, string list, HttpContext http, Instances instances, Rendering rendering)
    {
        if (RetrieveFrames.Numbers(list) is not [var number]) return ImagingProblems.BadQuery("frames").ToResult(http);
        if (RenderingWishes.Read(http.Request.Query, ThumbnailSide, out string bad) is not { } wishes) return ImagingProblems.BadQuery(bad).ToResult(http);
        var found = instances.Of(study, series, instance);
        if (found.Count == 0) return Problem.NotFound.ToResult(http);
        // The middle of a volume shows more than its first slice; a document in the middle shows nothing.
        IResult answer = Problem.NotFound.ToResult(http);
        foreach (var one in found.Skip(found.Count / 2).Concat(found).Take(Attempts))
        {
            answer = await Send(one, number, wishes, http, rendering);
            if (answer is not IStatusCodeHttpResult { StatusCode: >= 400 }) break;
        }
        return answer;
    }

    private static async Task<IResult> Send(InstanceFile found, int number, RenderingWishes wishes, HttpContext http, Rendering rendering)
    {
        string type = Rendering.TypeOf(found);
        if (!http.Request.Accepts(type)) return ImagingProblems.NotAcceptable.ToResult(http);
        if (http.IsUnchanged(string.Create(CultureInfo.InvariantCulture, $"{found.Content[..32]}-{number}-{wishes.Tag}"))) return Results.StatusCode(StatusCodes.Status304NotModified);
        if (rendering.Render(found, number, wishes, out var problem) is not { } image) return RetrieveFrames.Uncached(problem, http);
        http.Response.ContentType = type;
        http.Response.ContentLength = image.Length;
        await http.Response.BodyWriter.WriteAsync(image, http.RequestAborted);
        return Results.Empty;
    }
}
