using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Telemed.Contracts;
using Telemed.Dicom.Core;
using Telemed.Dicom.Encoding;
using Telemed.Imaging.Storing;

namespace Telemed.Imaging.Querying;

/// <summary>An object whose UID belongs to another content.</summary>
public sealed record QuarantinedItem(string SopInstanceUid, string? InstitutionId, string? SourceAe, DateTimeOffset ReceivedAt, string Sha256, long Bytes);

/// <summary>Quarantined objects, for the imaging office of the institution that sent them and nobody else.</summary>
internal static class QuarantineEndpoint
{
    private const int MaxListed = 500;

    public static void Map(RouteGroupBuilder imaging) =>
        imaging.MapGet("quarantine", Get).WithSummary("Objects whose UID belongs to another content").Produces<Page<QuarantinedItem>>();

    private static IResult Get(HttpContext http, ObjectFolders folders)
    {
        var caller = http.Caller();
        if (!caller.Is(Role.Office)) return Problem.NotFound.ToResult(http);
        var items = Directory.EnumerateFiles(folders.Quarantine).Order(StringComparer.Ordinal).Select(Read).OfType<QuarantinedItem>()
            .Where(item => item.InstitutionId == caller.InstitutionId).Take(MaxListed);
        return Results.Ok(new Page<QuarantinedItem>([.. items], null));
    }

    private static QuarantinedItem? Read(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var meta = DicomFile.Read(new FileSource(file), ReaderOptions.UpTo(default)).Meta;
        return Provenance.Of(meta) is { } provenance && meta.Ascii(Tags.MediaStorageSopInstanceUid) is { } instance
            ? new(instance, provenance.InstitutionId, provenance.SourceAe, provenance.ReceivedAt, provenance.Sha256, RandomAccess.GetLength(file)) : null;
    }
}
