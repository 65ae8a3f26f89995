using System.Text.Json;
using Telemed.Dicom.Core;
using Telemed.Dicom.Web;

namespace Telemed.Dicom.Fuzz;

/// <summary>Reads bytes as the DICOM JSON model, as STOW-RS metadata come; what is read must survive being written and read again.</summary>
public static class JsonTarget
{
    /// <exception cref="InvalidOperationException">What was read differs after a round trip.</exception>
    public static void Run(ReadOnlyMemory<byte> bytes)
    {
        foreach (var set in Read(bytes))
        {
            byte[] once = Write(set);
            if (Read(once) is not [var again]) throw new InvalidOperationException("Written and not readable.");
            if (!Write(again).AsSpan().SequenceEqual(once)) throw new InvalidOperationException("Written and read again the JSON differs.");
        }
    }

    private static List<DataSet> Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var reader = new DicomJsonReader(uri => uri.Length == 0 ? null : new byte[] { 1, 2 });
            IEnumerable<JsonElement> objects = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.EnumerateArray() : [document.RootElement];
            return [.. objects.Select(reader.Read).OfType<DataSet>()];
        }
        catch (JsonException)
        {
            return [];   // the door answers 400
        }
    }

    private static byte[] Write(DataSet set)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) new DicomJson(json).Write(set);
        return stream.ToArray();
    }
}
