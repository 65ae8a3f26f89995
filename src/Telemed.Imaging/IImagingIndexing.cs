namespace Telemed.Imaging;

/// <summary>The index as the host sees it.</summary>
public interface IImagingIndexing
{
    /// <summary>Ends when every file that was there at the start is in the index.</summary>
    Task CaughtUp { get; }

    /// <summary>Heard after objects became visible, with the UIDs of their studies.</summary>
    event Action<IReadOnlyCollection<string>>? Indexed;

    /// <summary>Empties the index and fills it from the files, in the background.</summary>
    void Rebuild();

    /// <summary>Ends when everything stored before this call is in the index.</summary>
    Task WhenIndexed(CancellationToken cancellationToken);
}
