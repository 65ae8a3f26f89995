using System.Buffers;
using Microsoft.Extensions.Logging.Abstractions;
using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;
using Telemed.Dicom.Encoding;
using Telemed.Imaging.Indexing;
using Telemed.Imaging.Storing;

namespace Telemed.Imaging.Tests;

/// <summary>Object store and index on a folder that may be opened again, as after a restart.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly DiskSync sync = new();

    private Node(string folder, ObjectFolders folders)
    {
        Folder = folder;
        Folders = folders;
        Index = new ImagingIndex(folder);
        Store = new ObjectStore(new ImagingOptions { DataDirectory = folder, MinFreeBytes = 0 }, folders, sync, new StudyOwners(Index), TimeProvider.System, NullLogger<ObjectStore>.Instance);
        Indexer = new Indexer(Store, folders, Index, TimeProvider.System, NullLogger<Indexer>.Instance);
    }

    public string Folder { get; }

    public ObjectFolders Folders { get; }

    public ObjectStore Store { get; }

    public ImagingIndex Index { get; }

    public Indexer Indexer { get; }

    public static string NewFolder() => Directory.CreateTempSubdirectory("telemed-imaging-").FullName;

    public static async Task<Node> Start(string folder)
    {
        var node = new Node(folder, new ObjectFolders(folder));
        await node.Indexer.StartAsync(default);
        await node.Indexer.CaughtUp;
        return node;
    }

    public async Task<(StoreStatus Status, ObjectOutcome Outcome)> Send(Sample sample, int chunk = 16_000, string institution = "inst-a")
    {
        await using var incoming = Store.Begin(sample.Info with { InstitutionId = institution }, expectedStudy: null);
        for (int at = 0; at < sample.DataSet.Length; at += chunk)
            await incoming.Write(new ReadOnlySequence<byte>(sample.DataSet.Slice(at, Math.Min(chunk, sample.DataSet.Length - at))), default);
        var status = await incoming.Complete(default);
        return (status, incoming.Outcome);
    }

    public async ValueTask DisposeAsync()
    {
        await Indexer.StopAsync(default);
        await Indexer.DisposeAsync();
        sync.Dispose();
        Index.Dispose();
        Folders.Dispose();
    }
}

/// <summary>A sample object as an association would deliver it.</summary>
internal sealed record Sample(IncomingObject Info, ReadOnlyMemory<byte> DataSet, byte[] File, DataSet Header)
{
    public static Sample Read(string name)
    {
        byte[] file = System.IO.File.ReadAllBytes(Path.Combine(Root(), "tests", "fixtures", "dicom", name));
        var read = DicomFile.Read(new MemorySource(file), ReaderOptions.Header);
        return new(new("MODALITY", "TELEMED", read.DataSet.Ascii(Tags.SopClassUid) ?? "", read.DataSet.Ascii(Tags.SopInstanceUid) ?? "", read.Syntax.Uid, null),
            file.AsMemory((int)read.DataSetOffset), file, read.DataSet);
    }

    public string Study => Header.Ascii(Tags.StudyInstanceUid)!;

    public string Series => Header.Ascii(Tags.SeriesInstanceUid)!;

    public string Instance => Info.SopInstanceUid;

    public string Url => $"/dicom-web/studies/{Study}/series/{Series}/instances/{Instance}";

    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "Telemed.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        return folder.FullName;
    }
}
