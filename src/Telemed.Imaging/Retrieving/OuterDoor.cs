using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Telemed.Imaging.Retrieving;

/// <summary>Addresses in answers lead through the door that the caller came in by: a guest with a link cannot use another.</summary>
internal static class OuterDoor
{
    /// <summary>Where studies begin for this caller, without a slash at the end.</summary>
    public static string Studies(this HttpContext http) => http.GetRouteValue("share") is string share ? $"/share/{share}/dicom-web/studies" : "/dicom-web/studies";
}
