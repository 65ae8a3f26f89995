using Telemed.Dicom.Core;
using Telemed.Dicom.Dimse;

namespace Telemed.Dicom.Tools;

/// <summary>What the querying subcommands take beside a peer: information model, level and keys.</summary>
internal sealed record QueryArguments(PeerArguments Peer, QueryModel Model, DataSet Keys)
{
    /// <summary>SOP class of the modality worklist.</summary>
    public const string Worklist = WorklistService.SopClass;

    /// <summary>The worklist is asked for, which has no levels.</summary>
    public bool IsWorklist { get; private init; }

    public static QueryArguments? Read(string[] args, params string[] options)
    {
        if (PeerArguments.Read(args, ["-k", "--model", "--level", .. options]) is not { Rest: [] } peer) return null;
        var name = peer.Options.GetValueOrDefault("--model", "study");
        var model = name switch
        {
            "patient" => QueryModel.PatientRoot,
            "study" or "worklist" => QueryModel.StudyRoot,
            "patient-study" => QueryModel.PatientStudyOnly,
            _ => null,
        };
        if (model is null) return Wrong($"{name} is no model: patient, study, patient-study or worklist");
        var level = peer.Options.GetValueOrDefault("--level", "STUDY").ToUpperInvariant();
        if (QueryLevels.Of(level) is null) return Wrong($"{level} is no level: PATIENT, STUDY, SERIES or IMAGE");
        var keys = new DataSet();
        foreach (var key in peer.Keys)
            if (QueryKeys.Add(keys, key) is { } fault) return Wrong(fault);
        if (name is not "worklist" && keys.Find(Tags.QueryRetrieveLevel) is null) keys.AddAscii(Tags.QueryRetrieveLevel, Vr.CS, level);
        return new(peer, model, keys) { IsWorklist = name is "worklist" };
    }

    private static QueryArguments? Wrong(string why)
    {
        Console.Error.WriteLine(why);
        return null;
    }
}
