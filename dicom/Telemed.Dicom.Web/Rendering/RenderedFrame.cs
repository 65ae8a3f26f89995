namespace Telemed.Dicom.Web.Rendering;

/// <summary>A frame as a screen shows it. Immutable once handed out.</summary>
/// <param name="Width">Pixels of a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">1 for grey, 3 for red, green and blue.</param>
/// <param name="Pixels">Eight bits for each channel, row by row, without padding.</param>
public sealed record RenderedFrame(int Width, int Height, int Channels, byte[] Pixels)
{
    /// <summary>The same picture no larger than a viewport, its shape kept; never enlarged.</summary>
    /// <param name="maxWidth">In pixels, at least 1.</param>
    /// <param name="maxHeight">In pixels, at least 1.</param>
    public RenderedFrame Fit(int maxWidth, int maxHeight)
    {
        double scale = Math.Min((double)maxWidth / Width, (double)maxHeight / Height);
        if (scale >= 1) return this;
        int width = Math.Max(1, (int)Math.Round(Width * scale)), height = Math.Max(1, (int)Math.Round(Height * scale));
        var fitted = new byte[width * height * Channels];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                Average(x, y, width, height, fitted.AsSpan((y * width + x) * Channels, Channels));
        return new(width, height, Channels, fitted);
    }

    /// <summary>Mean of the pixels that become one: small bright things do not vanish as they would by picking one of them.</summary>
    private void Average(int x, int y, int width, int height, Span<byte> target)
    {
        int left = (int)((long)x * Width / width), right = Math.Max(left + 1, (int)((long)(x + 1) * Width / width));
        int top = (int)((long)y * Height / height), bottom = Math.Max(top + 1, (int)((long)(y + 1) * Height / height));
        for (int channel = 0; channel < Channels; channel++)
        {
            long sum = 0;
            for (int row = top; row < bottom; row++)
                for (int column = left; column < right; column++)
                    sum += Pixels[(row * Width + column) * Channels + channel];
            target[channel] = (byte)(sum / ((right - left) * (bottom - top)));
        }
    }
}
