namespace Telemed.Dicom.Dimse;

/// <summary>Extended negotiation of query and retrieval (PS3.4 §C.5.1.1, §C.5.2.1 and §C.5.3.1): one byte for each wish.</summary>
/// <param name="Relational">Keys of levels above may be left out.</param>
/// <param name="CombinedDateTime">A date range and a time range of one name mean one range.</param>
/// <param name="FuzzyNames">Names are matched by meaning rather than by letters.</param>
public readonly record struct QueryNegotiation(bool Relational, bool CombinedDateTime, bool FuzzyNames)
{
    /// <summary>What was agreed.</summary>
    public static QueryNegotiation Of(IReadOnlyList<byte> answer) => new(At(answer, 0), At(answer, 1), At(answer, 2));

    /// <summary>The answer: as many bytes as were asked for, set where both sides can.</summary>
    public static byte[] Answer(IReadOnlyList<byte> asked, QueryNegotiation can)
    {
        var answer = new byte[asked.Count];
        bool[] abilities = [can.Relational, can.CombinedDateTime, can.FuzzyNames];
        for (var i = 0; i < Math.Min(answer.Length, abilities.Length); i++) answer[i] = At(asked, i) && abilities[i] ? (byte)1 : (byte)0;
        return answer;
    }

    private static bool At(IReadOnlyList<byte> bytes, int index) => index < bytes.Count && bytes[index] == 1;
}
