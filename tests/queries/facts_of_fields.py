"""Facts of the answers to questions 11 to 18, on growth fields, looked up in the sources' tables by hand."""

from __future__ import annotations

from tests.queries.asking import Fact

BRIDGE = {"first": "field-optik-optoelektronik", "second": "field-life-sciences"}
MACHINES = {"field": "field-maschinenbau"}
OPTICS = {"field": "field-optik-optoelektronik"}
PLASTICS = {"field": "field-kunststoff-keramik"}

FACTS = (
    # 11: the eleven fields
    Fact(
        "trendatlas-fields",
        {},
        {"field": "field/automobil", "kind": "field/feldgruppe-anwendung", "german": "Automobil"},
        "src-germancircle-trendatlas",
    ),
    Fact(
        "trendatlas-fields",
        {},
        {"field": "field/mikro-nanotechnik", "kind": "field/feldgruppe-querschnitt"},
        "src-germancircle-trendatlas",
    ),
    Fact(
        "trendatlas-fields",
        {},
        {"field": "field/greentech", "kind": "field/feldgruppe-neue-felder", "expectedGrowth": "100"},
        "src-iit-trendatlas",
    ),
    Fact(
        "trendatlas-fields",
        {},
        {
            "field": "field/optik-optoelektronik",
            "expectedGrowth": "77",
            "expectedGrowthBound": "code/at-most",
            "companies": "195",
            "companiesDate": "2025",
            "turnover": "4000000000",
            "turnoverDate": "2024",
            "exportShare": "72",
        },
        "src-iit-trendatlas",
    ),
    # 12: what the cluster management took up, and the fields of RIS3
    Fact(
        "taken-up-by-thcm",
        {},
        {"concept": "field/service-robotik", "inTrendatlas": "true", "inThcm": "true"},
        "readkong-synergien",
        "thcmSources",
    ),
    Fact(
        "taken-up-by-thcm",
        {},
        {"concept": "sector/logistik", "inTrendatlas": "false", "inThcm": "true", "thcmDate": "2012-09"},
        "invest-thcm",
        "thcmSources",
    ),
    Fact(
        "taken-up-by-thcm",
        {},
        {"concept": "field/maschinenbau", "ris3": "field/ris-industrielle-produktion"},
        "src-thcm-profil-industrie",
        "ris3Sources",
    ),
    Fact(
        "taken-up-by-thcm",
        {},
        {"concept": "field/automobil", "ris3": "field/ris-mobilitaet-logistik"},
        "src-thcm-sf-mobility-en",
        "ris3Sources",
    ),
    Fact(
        "taken-up-by-thcm",
        {},
        {"concept": "field/life-sciences", "ris3": "field/ris-gesundes-leben"},
        "src-thcm-profil-gesundheit",
        "ris3Sources",
    ),
    # 14: bridges
    Fact(
        "bridges",
        BRIDGE,
        {"organisation": "organisation/analytik-jena", "seat": "place/jena", "firstBasis": "code/assigned"},
        "mdr-analytik-2022",
        "secondSources",
    ),
    Fact(
        "bridges",
        BRIDGE,
        {"organisation": "organisation/carl-zeiss-meditec"},
        "om-wispi-2013-schindler",
        "firstSources",
    ),
    Fact(
        "bridges",
        BRIDGE,
        {"organisation": "organisation/meos-erfurt", "secondBasis": ""},
        "welt-meos-2017",
        "secondSources",
    ),
    # 16: development of a field
    Fact(
        "field-development",
        MACHINES,
        {
            "indicator": "indicator/turnover",
            "attested": "2013",
            "value": "2000000000",
            "bound": "code/at-least",
        },
        "wispi-thzm-2013",
        "source",
    ),
    Fact(
        "field-development",
        MACHINES,
        {"indicator": "indicator/export-share", "attested": "2013", "value": "40"},
        "wispi-thzm-2013",
        "source",
    ),
    Fact(
        "field-development",
        MACHINES,
        {"indicator": "indicator/employees-in-field", "attested": "2018-05", "value": "18000"},
        "dpi-thzm-2018",
        "source",
    ),
    Fact(
        "field-development",
        OPTICS,
        {"indicator": "indicator/companies-in-field", "attested": "2007", "value": "162"},
        "om-zukunftsfelder-ost-195",
        "source",
    ),
    Fact(
        "field-development",
        OPTICS,
        {
            "indicator": "indicator/turnover",
            "attested": "2010",
            "value": "3000000000",
            "status": "code/planned",
        },
        "om-ebn24-schindler",
        "source",
    ),
    Fact(
        "field-development",
        PLASTICS,
        {"indicator": "indicator/export-share", "attested": "2013", "value": "35.1"},
        "kw-kbranche-2015",
        "source",
    ),
    # 17: what was expected, and later figures
    Fact(
        "trendatlas-expectations",
        {},
        {"indicator": "indicator/new-jobs", "value": "50000", "bound": "code/at-least", "forYear": "2020"},
        "src-tmwwdg-trendatlas",
        "source",
    ),
    Fact(
        "trendatlas-expectations",
        {},
        {
            "indicator": "indicator/additional-value-added",
            "value": "4400000000",
            "bound": "code/at-most",
            "status": "code/planned",
        },
        "src-germancircle-trendatlas",
        "source",
    ),
    Fact(
        "trendatlas-expectations",
        {},
        {
            "thing": "field/feldgruppe-neue-felder",
            "indicator": "indicator/growth-of-gross-value-added",
            "value": "100",
        },
        "src-iit-trendatlas",
        "source",
    ),
    Fact(
        "expectations-and-later-figures",
        {},
        {
            "field": "field/automobil",
            "indicator": "indicator/companies-in-field",
            "expectedGrowth": "77",
            "after": "530",
            "afterDate": "2019-07",
        },
        "welt-branchentag-2019",
        "afterSource",
    ),
    Fact(
        "expectations-and-later-figures",
        {},
        {
            "field": "field/maschinenbau",
            "indicator": "indicator/turnover",
            "before": "2000000000",
            "beforeDate": "2013",
            "after": "3000000000",
            "afterDate": "2018-05",
        },
        "wispi-thzm-2013",
        "beforeSource",
    ),
    Fact(
        "expectations-and-later-figures",
        {},
        {
            "field": "field/optik-optoelektronik",
            "indicator": "indicator/export-share",
            "before": "70",
            "beforeBound": "code/almost",
            "after": "72",
        },
        "om-photonicsreport-2025",
        "afterSource",
    ),
    # 18: recommendations
    Fact(
        "recommendations",
        {},
        {
            "recommendation": "topic/empfehlung-clustermanagement",
            "chapter": "16",
            "addressee": "organisation/thcm",
        },
        "src-readkong-abstract",
    ),
    Fact(
        "recommendations",
        {},
        {
            "recommendation": "topic/empfehlung-landesstrukturbank",
            "chapter": "13",
            "addressee": "organisation/thueringer-aufbaubank",
        },
        "src-readkong-abstract",
        "addresseeSources",
    ),
    Fact(
        "recommendations",
        {},
        {"recommendation": "topic/empfehlung-fokus-wachstumsfelder", "chapter": "1", "date": "2011"},
        "src-vdocuments-abstract",
    ),
    Fact(
        "recommendations",
        {},
        {"recommendationLabel": "Wirtschaftsförderung auf umsatzträchtige Wachstumsbranchen ausrichten"},
        "src-ta-trendatlas",
    ),
    # 14 and 15: what connects one field with the others
    Fact(
        "bridges-of-field",
        OPTICS,
        {"otherField": "field/automobil", "organisations": "organisation/docter-optics", "statedShared": "0"},
        "iit-docter",
    ),
    Fact(
        "bridges-of-field",
        OPTICS,
        {"otherField": "field/life-sciences", "organisations": "organisation/bmt"},
        "src-bmt-2012",
    ),
    Fact(
        "bridges-of-field",
        PLASTICS,
        {"otherField": "field/kreativwirtschaft", "sharedOrganisations": "0", "projects": "project/cerdee"},
        "ndu-cerdee",
    ),
    Fact(
        "bridges-of-field",
        {"field": "field-kreativwirtschaft"},
        {"otherField": "field/kunststoff-keramik", "sharedProjects": "1", "projects": "project/cerdee"},
        "ndu-cerdee",
    ),
    Fact(
        "bridges-of-field",
        PLASTICS,
        {"otherField": "field/mikro-nanotechnik", "projects": "project/innoprofile-nanoreplica"},
        "iof-nanoreplica",
    ),
)
