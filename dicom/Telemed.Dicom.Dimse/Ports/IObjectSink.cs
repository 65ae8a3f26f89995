namespace Telemed.Dicom.Dimse;

/// <summary>Where received objects go; the storage service gives each object's bytes on as they arrive and never holds one in memory.</summary>
public interface IObjectSink
{
    /// <summary>Opens a place for one object, called when its C-STORE-RQ command has been read and before its data set is.</summary>
    /// <remarks>Several associations call concurrently. An exception is answered with <see cref="StoreStatus.ProcessingFailure"/> and the association goes on.</remarks>
    ValueTask<IIncomingObject> Begin(IncomingObject info, CancellationToken cancellationToken);
}
