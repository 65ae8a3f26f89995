namespace Telemed.Contracts;

/// <summary>Administrative tier (行政层级), highest first. Not the grade of a hospital.</summary>
public enum AdministrativeTier
{
    /// <summary>国家级.</summary>
    National,

    /// <summary>省级.</summary>
    Provincial,

    /// <summary>市级.</summary>
    City,

    /// <summary>县级.</summary>
    County,

    /// <summary>乡镇卫生院、社区卫生服务中心.</summary>
    Township,

    /// <summary>村卫生室、社区卫生服务站.</summary>
    Village,
}

/// <summary>Hospital grade by review (评审等级); not the administrative tier.</summary>
public enum HospitalGrade
{
    /// <summary>未定级.</summary>
    Unrated,

    /// <summary>一级丙等.</summary>
    Level1C,

    /// <summary>一级乙等.</summary>
    Level1B,

    /// <summary>一级甲等.</summary>
    Level1A,

    /// <summary>二级丙等.</summary>
    Level2C,

    /// <summary>二级乙等.</summary>
    Level2B,

    /// <summary>二级甲等.</summary>
    Level2A,

    /// <summary>三级丙等.</summary>
    Level3C,

    /// <summary>三级乙等.</summary>
    Level3B,

    /// <summary>三级甲等.</summary>
    Level3A,

    /// <summary>三级特等.</summary>
    Level3Special,
}

/// <summary>Who owns an institution; decides on receipts and on the duty to connect (贵阳市健康医疗大数据应用发展条例 art. 9).</summary>
public enum Ownership
{
    /// <summary>公办.</summary>
    Public,

    /// <summary>民营.</summary>
    Private,

    /// <summary>军队.</summary>
    Military,

    /// <summary>第三方机构.</summary>
    ThirdParty,
}

/// <summary>Whether an institution takes part.</summary>
public enum ConnectionStatus
{
    /// <summary>Registered, not connected: can neither send nor receive.</summary>
    Registered,

    /// <summary>Trial: can receive, is not assessed.</summary>
    Trial,

    /// <summary>Connected.</summary>
    Connected,

    /// <summary>Suspended: open cases are re-routed.</summary>
    Suspended,
}

/// <summary>Kinds of remote service (服务类型).</summary>
public enum ServiceKind
{
    /// <summary>远程会诊.</summary>
    Clinical,

    /// <summary>多学科会诊.</summary>
    Mdt,

    /// <summary>远程影像诊断.</summary>
    Imaging,

    /// <summary>远程心电诊断.</summary>
    Ecg,

    /// <summary>远程病理诊断.</summary>
    Pathology,

    /// <summary>远程超声诊断.</summary>
    Ultrasound,

    /// <summary>远程查房.</summary>
    WardRound,

    /// <summary>监护指导.</summary>
    Monitoring,

    /// <summary>手术指导.</summary>
    Surgery,

    /// <summary>中医辨证会诊.</summary>
    Tcm,

    /// <summary>健康医疗咨询: not a diagnosis.</summary>
    Advice,
}

/// <summary>Professional title (职称), lowest first.</summary>
public enum Title
{
    /// <summary>乡村医生.</summary>
    VillageDoctor,

    /// <summary>执业助理医师.</summary>
    Assistant,

    /// <summary>住院医师.</summary>
    Resident,

    /// <summary>主治医师.</summary>
    Attending,

    /// <summary>副主任医师.</summary>
    AssociateChief,

    /// <summary>主任医师.</summary>
    Chief,
}

/// <summary>An institution as other contexts see it.</summary>
/// <param name="AreaCode">Six digits, GB/T 2260.</param>
/// <param name="Services">Remote services it offers to others.</param>
/// <param name="AeTitles">DICOM application entities of this institution.</param>
public sealed record Institution(
    string Id, string Name, AdministrativeTier Tier, HospitalGrade Grade, Ownership Ownership, ConnectionStatus Status,
    string AreaCode, IReadOnlyList<ServiceKind> Services, IReadOnlyList<string> AeTitles)
{
    /// <summary>Open departments, in the order of their names.</summary>
    public IReadOnlyList<string> Departments { get; init; } = [];

    /// <summary>Primary care (基层): townships, communities and villages.</summary>
    public bool IsPrimary => Tier is AdministrativeTier.Township or AdministrativeTier.Village;
}

/// <summary>A practitioner as other contexts see it.</summary>
/// <param name="LicenceValidTo">Last day of the licence, inclusive.</param>
/// <param name="PractisingSince">First day of independent practice.</param>
/// <param name="Active">False once this person has left; old documents still name them.</param>
public sealed record Practitioner(
    string Id, string Name, string InstitutionId, string Department, Title Title, string LicenceNumber, DateOnly LicenceValidTo, DateOnly PractisingSince,
    bool Active = true)
{
    /// <summary>Registered scope of practice (执业范围); null where none is on record.</summary>
    public string? Scope { get; init; }
}

/// <summary>A cooperation agreement (合作协议): who may ask whom for what, and when.</summary>
/// <param name="ValidTo">Last day, inclusive; null while open.</param>
/// <param name="ThirdPartyId">The platform or centre that signed as third party.</param>
public sealed record Agreement(
    string Id, string Number, string InvitingId, string InvitedId, IReadOnlyList<ServiceKind> Kinds, DateOnly ValidFrom, DateOnly? ValidTo, string? ThirdPartyId);

/// <summary>The directory as other contexts see it: in memory on every node, never behind the caller's own writes.</summary>
public interface IDirectory
{
    /// <summary>Null when unknown.</summary>
    Institution? Institution(string id);

    /// <summary>Null when unknown.</summary>
    Practitioner? Practitioner(string id);

    /// <summary>The agreement by which one institution may ask the other for this service on that day.</summary>
    Agreement? AgreementInForce(string invitingId, string invitedId, ServiceKind kind, DateOnly on);

    /// <summary>Members of one alliance (医联体) on that day.</summary>
    bool InSameAlliance(string institutionId, string otherId, DateOnly on);

    /// <summary>The institution an AE title belongs to; null when unknown.</summary>
    Institution? ByAeTitle(string aeTitle);

    /// <summary>Does this area (a GB/T 2260 prefix) hold the institution?</summary>
    bool Supervises(string areaCode, string institutionId);
}
