namespace Telemed.Dicom.UpperLayer;

/// <summary>One of the seven PDUs (PS3.8 §9.3); a closed set.</summary>
public abstract record Pdu
{
    private Pdu() { }

    /// <summary>What it is on the wire.</summary>
    public abstract PduType Type { get; }

    /// <summary>A-ASSOCIATE-RQ (PS3.8 §9.3.2).</summary>
    /// <param name="CalledAe">Without padding, one to sixteen characters.</param>
    /// <param name="CallingAe">Without padding, one to sixteen characters.</param>
    /// <param name="Contexts">What is proposed; at least one.</param>
    /// <param name="User">User information.</param>
    public sealed record AssociateRq(
        string CalledAe, string CallingAe, EquatableList<ProposedContext> Contexts, UserInformation User) : Pdu
    {
        /// <inheritdoc/>
        public override PduType Type => PduType.AssociateRq;

        /// <summary>Bit 0 is version 1, the only one there is.</summary>
        public ushort ProtocolVersion { get; init; } = 1;

        /// <summary>Application context name.</summary>
        public string ApplicationContext { get; init; } = WellKnown.ApplicationContext;
    }

    /// <summary>A-ASSOCIATE-AC (PS3.8 §9.3.3).</summary>
    /// <param name="CalledAe">Sent back as it came; not tested on receipt.</param>
    /// <param name="CallingAe">Sent back as it came; not tested on receipt.</param>
    /// <param name="Contexts">One answer for each proposed context.</param>
    /// <param name="User">User information.</param>
    public sealed record AssociateAc(
        string CalledAe, string CallingAe, EquatableList<AnsweredContext> Contexts, UserInformation User) : Pdu
    {
        /// <inheritdoc/>
        public override PduType Type => PduType.AssociateAc;

        /// <summary>Bit 0 is version 1, the only one there is.</summary>
        public ushort ProtocolVersion { get; init; } = 1;

        /// <summary>Application context name.</summary>
        public string ApplicationContext { get; init; } = WellKnown.ApplicationContext;
    }

    /// <summary>A-ASSOCIATE-RJ (PS3.8 §9.3.4).</summary>
    public sealed record AssociateRj(RejectResult Result, RejectSource Source, byte Reason) : Pdu
    {
        /// <inheritdoc/>
        public override PduType Type => PduType.AssociateRj;
    }

    /// <summary>P-DATA-TF (PS3.8 §9.3.5).</summary>
    public sealed record Data(EquatableList<DataValue> Values) : Pdu
    {
        /// <inheritdoc/>
        public override PduType Type => PduType.DataTf;
    }

    /// <summary>A-RELEASE-RQ (PS3.8 §9.3.6).</summary>
    public sealed record ReleaseRq : Pdu
    {
        /// <inheritdoc/>
        public override PduType Type => PduType.ReleaseRq;
    }

    /// <summary>A-RELEASE-RP (PS3.8 §9.3.7).</summary>
    public sealed record ReleaseRp : Pdu
    {
        /// <inheritdoc/>
        public override PduType Type => PduType.ReleaseRp;
    }

    /// <summary>A-ABORT (PS3.8 §9.3.8).</summary>
    public sealed record Abort(AbortSource Source, AbortReason Reason) : Pdu
    {
        /// <inheritdoc/>
        public override PduType Type => PduType.Abort;
    }
}
