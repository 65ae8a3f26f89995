using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Telemed.Web.Hosting;

/// <summary>Serves the built page: precompressed where the browser takes it, hashed assets for a year, everything else asked for again.</summary>
internal static class Page
{
    private static readonly (string Encoding, string Suffix)[] Compressed = [("br", ".br"), ("gzip", ".gz")];

    private const string ContentPolicy =
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
        "media-src 'self' blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'none'";

    public static void UsePage(this WebApplication app)
    {
        var root = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (!System.IO.Directory.Exists(root)) return;
        var files = new PhysicalFileProvider(root);
        // A suffix without a type is not served at all; the real type is set from the name before it.
        var types = new FileExtensionContentTypeProvider { Mappings = { [".br"] = "application/octet-stream" } };
        app.Use((http, next) => Precompressed(http, files, types, next));
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files, ContentTypeProvider = types, OnPrepareResponse = context => Headers(context.Context, types) });
        app.MapFallback("{*path:nonfile}", async http =>
        {
            http.Request.Path = "/index.html";
            http.Response.Headers.CacheControl = "no-cache";
            http.Response.Headers.ContentSecurityPolicy = ContentPolicy;
            http.Response.ContentType = "text/html; charset=utf-8";
            await http.Response.SendFileAsync(files.GetFileInfo("index.html"), http.RequestAborted);
        });
    }

    private static Task Precompressed(HttpContext http, PhysicalFileProvider files, FileExtensionContentTypeProvider types, RequestDelegate next)
    {
        var path = http.Request.Path.Value ?? "";
        if (!HttpMethods.IsGet(http.Request.Method) || !types.TryGetContentType(path, out _)) return next(http);
        var accepted = http.Request.Headers.AcceptEncoding.ToString();
        foreach (var (encoding, suffix) in Compressed)
            if (accepted.Contains(encoding, StringComparison.Ordinal) && files.GetFileInfo(path + suffix).Exists)
            {
                http.Response.Headers.ContentEncoding = encoding;
                http.Request.Path = path + suffix;
                break;
            }
        return next(http);
    }

    private static void Headers(HttpContext http, FileExtensionContentTypeProvider types)
    {
        var path = http.Request.Path.Value ?? "";
        if (http.Response.Headers.ContentEncoding.Count > 0)
        {
            path = path[..path.LastIndexOf('.')];
            if (types.TryGetContentType(path, out var type)) http.Response.ContentType = type;
            http.Response.Headers.Vary = "Accept-Encoding";
        }
        http.Response.Headers.CacheControl = path.StartsWith("/assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
        http.Response.Headers.ContentSecurityPolicy = ContentPolicy;
        http.Response.Headers.XContentTypeOptions = "nosniff";
    }
}
