namespace Telemed.Directory;

/// <summary>What an institution is, by the classes of WS 218-2002.</summary>
public enum InstitutionKind
{
    /// <summary>综合医院 (A1).</summary>
    GeneralHospital,

    /// <summary>中医医院 (A2).</summary>
    TcmHospital,

    /// <summary>专科医院 (A5).</summary>
    SpecialistHospital,

    /// <summary>社区卫生服务中心、站 (B).</summary>
    CommunityCentre,

    /// <summary>乡镇卫生院 (C).</summary>
    TownshipCentre,

    /// <summary>诊所、村卫生室 (D).</summary>
    VillageClinic,

    /// <summary>妇幼保健院 (G).</summary>
    MaternityAndChild,

    /// <summary>疾病预防控制机构 (J).</summary>
    DiseaseControl,

    /// <summary>医学影像诊断中心.</summary>
    ImagingCentre,

    /// <summary>心电、检验、病理等其他诊断中心.</summary>
    DiagnosticCentre,

    /// <summary>其他机构.</summary>
    Other,
}

/// <summary>Health bodies that work without an institution licence (贵阳市健康医疗大数据应用发展条例 art. 30).</summary>
public enum BodyType
{
    /// <summary>疾病预防控制机构.</summary>
    DiseaseControl,

    /// <summary>采供血机构.</summary>
    BloodBank,

    /// <summary>卫生监督机构.</summary>
    Supervision,

    /// <summary>其他依法设立的机构.</summary>
    Other,
}

/// <summary>Level at which a remote service is priced (国家、省、市、县).</summary>
public enum PriceLevel
{
    /// <summary>国家级.</summary>
    National,

    /// <summary>省级.</summary>
    Provincial,

    /// <summary>市级.</summary>
    City,

    /// <summary>县级.</summary>
    County,
}
