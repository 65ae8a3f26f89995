using System.Buffers;
using Telemed.Contracts;
using Telemed.Dicom.Core;
using Telemed.Dicom.Web.Rendering;

namespace Telemed.Imaging.Retrieving;

/// <summary>Makes images of stored frames; each holds a frame and its picture in memory.</summary>
internal sealed class Rendering(FrameMaps maps)
{
    private const string JpegBaseline = "1.2.840.10008.1.2.4.50";

    /// <summary>Media type of the image that this instance gives.</summary>
    public static string TypeOf(InstanceFile instance) => instance.TransferSyntaxUid == JpegBaseline ? "image/jpeg" : "image/png";

    /// <summary>The whole image file; null and why not.</summary>
    public ReadOnlyMemory<byte>? Render(InstanceFile instance, int number, RenderingWishes wishes, out Problem problem)
    {
        using var file = FileSending.Open(instance.Path);
        problem = ImagingProblems.BrokenPixels;
        if (maps.Of(instance, file, out var inflated) is not { } map) return null;
        problem = Problem.NotFound;
        if (number > map.Count) return null;
        problem = ImagingProblems.BrokenPixels;
        if (instance.TransferSyntaxUid == JpegBaseline) return Unpacking.Load(map, number - 1, file, inflated) is { } jpeg ? jpeg : null;
        var (syntax, header) = (TransferSyntax.Of(instance.TransferSyntaxUid), Unpacking.Header(file));
        problem = ImagingProblems.NotRenderable;
        if (!Unpacking.Knows(syntax, header)) return null;
        problem = ImagingProblems.BrokenPixels;
        if (Unpacking.Samples(syntax, header, map, number - 1, file, inflated) is not { } samples) return null;
        problem = ImagingProblems.NotRenderable;
        if (FrameRenderer.Render(header, number - 1, samples, Unpacking.IsPlanar(syntax), wishes.Window) is not { } frame) return null;
        var image = new ArrayBufferWriter<byte>();
        Png.Write(frame.Fit(wishes.Width, wishes.Height), image);
        return image.WrittenMemory;
    }
}
