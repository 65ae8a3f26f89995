using Telemed.Dicom.Core;

namespace Telemed.Dicom.Dimse;

/// <summary>Answers queries for patients, studies, series and objects; sees to it that nobody finds what is not theirs to see.</summary>
public interface IStudyQueries
{
    /// <summary>Looks up. Called from several associations at once.</summary>
    /// <remarks>An exception, here or while the matches are read, is answered with <see cref="QueryStatus.UnableToProcess"/>.</remarks>
    ValueTask<QueryAnswer> Find(QueryRequest request, CancellationToken cancellationToken);
}

/// <summary>A query that has been found sound (PS3.4 §C.4.1).</summary>
/// <param name="Asker">Who asks.</param>
/// <param name="Model">Information model.</param>
/// <param name="Level">What is looked for.</param>
/// <param name="Keys">The identifier as it came, in its own character set.</param>
/// <param name="Negotiated">What the association agreed to.</param>
public sealed record QueryRequest(Asker Asker, QueryModel Model, QueryLevel Level, DataSet Keys, QueryNegotiation Negotiated);

/// <summary>Who asks for something on an association.</summary>
/// <param name="AeTitle">Calling AE title.</param>
/// <param name="InstitutionId">To whom <see cref="IApplicationEntities"/> attributed it.</param>
public sealed record Asker(string AeTitle, string? InstitutionId);

/// <summary>Answer of <see cref="IStudyQueries"/>.</summary>
public abstract record QueryAnswer
{
    private QueryAnswer() { }

    /// <summary>What was found.</summary>
    /// <param name="Matches">One data set for each, with every attribute that was asked for and is kept, in any character set that it declares; read as slowly as the asker takes them.</param>
    /// <param name="AllKeysSupported">False when a key was asked for that is not kept: it did not take part in the matching.</param>
    public sealed record Found(IAsyncEnumerable<DataSet> Matches, bool AllKeysSupported) : QueryAnswer;

    /// <summary>A key has a value that cannot be right for its attribute.</summary>
    public sealed record Refused(Tag Key) : QueryAnswer;
}
