"""The roles of persons and members that a note names, general ones and those they narrow to."""

from __future__ import annotations

import re
from typing import Final

from graphapp.tables.honorifics import without_title

_PRESIDENT_ITSELF: Final = re.compile(
    r"^(?:vize)?präsident(?:in)?\b(?! (?:der|des)\b)|^president\b(?! of (?!the\b))", re.IGNORECASE
)
"""A chair of one body whose note says that they are president of another one is not the president of the first."""
_PERSON_ROLES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (role, re.compile(words, re.IGNORECASE))
    for role, words in (
        (
            "supervisory-board-member",
            r"(?:stellv\w*|deputy|vice).*(?:Aufsichtsrat|supervisory|administrative board)",
        ),
        ("advisory-board-member", r"(?:stellv\w*|deputy|vice).*(?:Beirat|advisory)"),
        ("trustee", r"(?:stellv\w*|deputy|vice).*(?:Kuratorium|trustees)"),
        (
            "supervisory-board-chair",
            r"Aufsichtsratsvorsitz|Vorsitz\w* des Aufsichtsrat|"
            r"Präsident\w* des Aufsichtsrat|President des Aufsichtsrat|"
            r"(?<!deputy )chair\w* of the (?:supervisory|administrative) board",
        ),
        (
            "advisory-board-chair",
            r"Beiratsvorsitz|Vorsitz\w* des (?:wissenschaftlichen )?Beirat|"
            r"(?<!deputy )chair\w* of the (?:scientific )?advisory board",
        ),
        (
            "trustees-chair",
            r"Kuratoriumsvorsitz|Vorsitz\w* des Kuratoriums|chair\w* of the board of trustees|Stiftungsratsvorsitz",
        ),
        (
            "deputy-chair",
            r"stellv\w*\.? (?:Vorstands|Vereins)?vorsitzend|"
            r"(?:deputy|vice)[- ]chair|stellvertretende\w* Vorstandsvorsitzend|"
            r"^(?:\d\. )?Stellvertreter(?:in)?$|2\. Vorsitzend",
        ),
        ("vice-president", r"Vizepräsident|vice[- ]president|Prorektor"),
        (
            "deputy-head",
            r"stellvertretende\w* (?:\w*direktor|Instituts?leiter|Leiter|Geschäftsführer|Hauptgeschäftsführer|Sprecher)|"
            r"deputy (?:head|director|spokes|managing)|"
            r"Stellvertreter\w* des Leiters",
        ),
        ("supervisory-board-member", r"Aufsichtsrat|supervisory board|administrative board"),
        ("advisory-board-member", r"Beirat|advisory board|advisory council"),
        ("trustee", r"Kuratorium|board of trustees|Stiftungsrat|Hochschulrat"),
        ("minister-president", r"Ministerpräsident|minister[- ]president"),
        ("state-secretary", r"Staatssekretär|state secretary"),
        ("minister", r"\b\w*minister(?:in)?\b"),
        ("lord-mayor", r"Oberbürgermeister|lord mayor"),
        ("mayor", r"Bürgermeister|\bmayor\b"),
        ("district-administrator", r"\bLandr[aä]t|district administrator"),
        ("rector", r"\bRektor(?:in)?\b|\brector\b"),
        (
            "president",
            r"\b(?:Universitäts|Hochschul)?präsident(?:in)?\b|\bpresident\b",
        ),
        ("chancellor", r"\bKanzler(?:in)?\b"),
        ("dean", r"\bDekan(?:in)?\b|\bdean\b"),
        ("treasurer", r"Schatzmeister|treasurer"),
        (
            "managing-director",
            r"Hauptgeschäftsführer|principal managing director|Sprecher der Geschäftsführung|"
            r"Vorsitz\w* der Geschäftsführung|Geschäftsführer|managing director",
        ),
        (
            "board-chair",
            r"Vorstandsvorsitz|Vorstandschef|Vorstandssprecher|chief executive|^CEO\b|"
            r"\bCEO$|chair\w* of the (?:executive )?board|Sprecher des Vorstands",
        ),
        ("executive-board-member", r"vorstand$|executive board|Finanzvorstand|board of directors"),
        ("plant-manager", r"Werkleiter|Werksleiter|plant manager"),
        ("site-manager", r"Standortleiter|Niederlassungsleiter|site manager|Betriebsleiter"),
        ("office-manager", r"Geschäftsstellenleiter|Leiter\w* der Geschäftsstelle"),
        ("network-manager", r"Netzwerkmanager|Clustermanager|cluster management|network manager"),
        ("project-manager", r"Projektleiter|Projektkoordinator|project (?:manager|leader|coordinator)"),
        (
            "department-head",
            r"Abteilungsleiter|head of (?:the )?department|Referatsleiter|"
            r"head of (?:a |the )?(?:unit|division|business unit)|Amtsleiter",
        ),
        (
            "institute-director",
            r"Institutsleiter|Institutsdirektor|"
            r"(?:wissenschaftliche\w*|scientific) (?:Leiter|Direktor|director)|institute director",
        ),
        ("director", r"\bDirektor(?:in)?\b|\bdirector\b|\bLeiter(?:in)?\b|\bhead of\b"),
        ("professor", r"\bProfessor(?:in)?\b|\bprofessor\b|\bProfessur\b"),
    )
)
TENURE_ROLES: Final[dict[str, str]] = {
    "headOf": "head",
    "managingDirectorOf": "managing-director",
    "chairOf": "chair",
    "boardMemberOf": "board-member",
    "managerOf": "manager",
    "spokespersonFor": "spokesperson",
    "contactFor": "contact",
    "employedBy": "employee",
    "memberOf": "member",
}
"""Property of persons → its general role."""
_MAY_NARROW: Final[dict[str, frozenset[str]]] = {
    "headOf": frozenset(
        [
            "minister-president",
            "minister",
            "lord-mayor",
            "mayor",
            "district-administrator",
            "rector",
            "president",
            "chancellor",
            "dean",
            "plant-manager",
            "site-manager",
            "office-manager",
            "project-manager",
            "institute-director",
            "director",
            "board-chair",
            "managing-director",
            "state-secretary",
            "department-head",
            "deputy-head",
            "vice-president",
        ]
    ),
    "managingDirectorOf": frozenset(["deputy-head", "board-chair"]),
    "chairOf": frozenset(
        [
            "supervisory-board-chair",
            "advisory-board-chair",
            "trustees-chair",
            "deputy-chair",
            "president",
            "board-chair",
        ]
    ),
    "boardMemberOf": frozenset(
        [
            "supervisory-board-chair",
            "advisory-board-chair",
            "trustees-chair",
            "deputy-chair",
            "vice-president",
            "deputy-head",
            "supervisory-board-member",
            "advisory-board-member",
            "trustee",
            "president",
            "chancellor",
            "treasurer",
            "executive-board-member",
            "board-chair",
        ]
    ),
    "managerOf": frozenset(
        [
            "plant-manager",
            "site-manager",
            "office-manager",
            "network-manager",
            "project-manager",
            "department-head",
            "deputy-head",
        ]
    ),
    "spokespersonFor": frozenset(["deputy-head"]),
    "contactFor": frozenset(),
    "employedBy": frozenset(
        [
            "state-secretary",
            "department-head",
            "project-manager",
            "professor",
            "vice-president",
            "deputy-head",
        ]
    ),
    "memberOf": frozenset(["supervisory-board-member", "advisory-board-member", "trustee"]),
}
OF_A_BODY: Final = {
    "chair": "sub-board-chair",
    "board-chair": "sub-board-chair",
    "president": "sub-board-chair",
    "board-member": "sub-board-member",
    "executive-board-member": "sub-board-member",
    "deputy-chair": "sub-board-member",
    "vice-president": "sub-board-member",
}
"""The chair of a section, region or council of an organisation is not the chair of the whole."""
NARROWER: Final[dict[str, frozenset[str]]] = {
    TENURE_ROLES[prop]: roles for prop, roles in _MAY_NARROW.items()
} | {
    "member": frozenset(
        ["founding-member", "supporting-member", "associated-member", "represented-on-board"]
    ),
    "participant": frozenset(["coordinator", "beneficiary", "associated-partner", "applicant", "partner"]),
    "board-member": _MAY_NARROW["boardMemberOf"] | {"sub-board-member"},
    "chair": _MAY_NARROW["chairOf"] | {"sub-board-chair"},
}
"""A general role → the roles that it may turn out to be."""
_GENERAL: Final = {role: prop for prop, role in TENURE_ROLES.items()}
TENURE_ONLY: Final = frozenset(_GENERAL) - {"member"} | frozenset().union(
    *_MAY_NARROW.values(), OF_A_BODY.values()
)
"""Roles that only persons hold."""


ROLES: Final = TENURE_ONLY | frozenset().union(*NARROWER.values()) | {*NARROWER}
"""All roles of the code list that a cell may name."""
MEMBER_ROLES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    (
        "founding-member",
        re.compile(r"Gründungsmitglied|founding (?:member|partner)|Mitbegründer", re.IGNORECASE),
    ),
    ("supporting-member", re.compile(r"Fördermitglied|supporting member", re.IGNORECASE)),
    ("associated-member", re.compile(r"assoziiert|associate[d]? (?:member|partner)", re.IGNORECASE)),
    (
        "represented-on-board",
        re.compile(
            r"im Vorstand vertreten|in Vorstand oder Beirat vertreten|Cluster-Steuergruppe", re.IGNORECASE
        ),
    ),
)
PARTICIPANT_ROLES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    (
        "coordinator",
        re.compile(r"Konsortialführ|Koordinator|coordinator|federführend|\blead partner", re.IGNORECASE),
    ),
    ("beneficiary", re.compile(r"Begünstigte|beneficiary|Empfänger", re.IGNORECASE)),
    ("associated-partner", re.compile(r"assoziiert|associated", re.IGNORECASE)),
    ("applicant", re.compile(r"Antragsteller|\bapplicant", re.IGNORECASE)),
    ("partner", re.compile(r"partner", re.IGNORECASE)),
)


def property_of_role(role: str) -> str:
    """Return the property whose general role is ``role``; ``holdsRole`` for a narrower one."""
    return _GENERAL.get(role, "holdsRole")


def tenure_role(prop: str, note: str) -> tuple[str, str]:
    """Return (role, title of the role in the note's words)."""
    allowed = _MAY_NARROW[prop]
    for part in note.split(";"):
        text = without_title(part)
        if not text or len(text) > 90:
            continue
        for role, pattern in _PERSON_ROLES:
            if pattern.search(text):
                if prop == "chairOf" and role == "president" and not _PRESIDENT_ITSELF.search(text):
                    return TENURE_ROLES[prop], text
                return (role if role in allowed else TENURE_ROLES[prop]), text
    return TENURE_ROLES[prop], ""
