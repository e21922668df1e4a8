"""What relations, measures and projections are called, and what they mean, in German and English."""

from __future__ import annotations

from typing import Final

RELATIONS: Final = {
    "member": ("ist Mitglied von", "is a member of", "hat als Mitglied", "has as a member"),
    "leads": ("leitet", "leads", "wird geleitet von", "is led by"),
    "role": ("hat eine Rolle bei", "has a role at", "hat in einer Rolle", "has in a role"),
    "coordinates": ("koordiniert", "coordinates", "wird koordiniert von", "is coordinated by"),
    "participates": ("nimmt teil an", "takes part in", "hat als Teilnehmer", "has as a participant"),
    "part": ("ist Teil von", "is part of", "hat als Teil", "has as a part"),
    "subsidiary": ("ist Tochter von", "is a subsidiary of", "hat als Tochter", "has as a subsidiary"),
    "shareholder": ("ist Gesellschafter von", "is a shareholder of", "gehört anteilig", "is partly owned by"),
    "successor": ("folgt auf", "succeeds", "hat als Nachfolger", "is succeeded by"),
    "founder": (
        "wurde gegründet oder angestoßen von",
        "was founded or initiated by",
        "gründete oder stieß an",
        "founded or initiated",
    ),
    "operator": (
        "wird getragen oder betrieben von",
        "is hosted or operated by",
        "trägt oder betreibt",
        "hosts or operates",
    ),
    "funder": ("wird gefördert von", "is funded by", "fördert", "funds"),
    "programme": (
        "wird gefördert im Programm",
        "is funded under",
        "fördert als Programm",
        "funds as a programme",
    ),
    "field": ("ist tätig im Feld", "is active in the field", "ist Feld von", "is the field of"),
    "topic": ("hat als Thema", "has as a topic", "ist Thema von", "is a topic of"),
    "cooperates": ("arbeitet zusammen mit", "cooperates with", "arbeitet zusammen mit", "cooperates with"),
    "shared-networks": (
        "ist in denselben Netzwerken wie",
        "is in the same networks as",
        "ist in denselben Netzwerken wie",
        "is in the same networks as",
    ),
    "shared-projects": (
        "hat gemeinsame Projekte mit",
        "shares projects with",
        "hat gemeinsame Projekte mit",
        "shares projects with",
    ),
    "shared-members": (
        "hat gemeinsame Mitglieder mit",
        "shares members with",
        "hat gemeinsame Mitglieder mit",
        "shares members with",
    ),
    "shared-people": (
        "hat gemeinsame Personen mit",
        "shares people with",
        "hat gemeinsame Personen mit",
        "shares people with",
    ),
    "shared-topics": (
        "hat gemeinsame Themen mit",
        "shares topics with",
        "hat gemeinsame Themen mit",
        "shares topics with",
    ),
    "shared-organisations": (
        "hat gemeinsame Organisationen mit",
        "shares organisations with",
        "hat gemeinsame Organisationen mit",
        "shares organisations with",
    ),
}
"""Relation → German, English, and both for the way back."""

MEASURES: Final = {
    "degree": (
        "Grad",
        "Degree",
        "Mit wie vielen anderen etwas unmittelbar verbunden ist.",
        "How many others something is directly tied to.",
    ),
    "strength": (
        "Gewichteter Grad",
        "Weighted degree",
        "Die Summe der Gewichte aller Verbindungen: wer mit wenigen viel teilt, hat mehr, als der Grad zeigt.",
        "The sum of the weights of all ties: who shares much with few has more than the degree shows.",
    ),
    "betweenness": (
        "Vermittlung (Betweenness)",
        "Betweenness",
        "Anteil der kürzesten Wege zwischen je zwei anderen, die hier hindurchführen.",
        "The share of the shortest paths between any two others that lead through here.",
    ),
    "pagerank": (
        "PageRank",
        "PageRank",
        "Wie oft hier ankommt, wer zufällig von Verbindung zu Verbindung geht: wichtig ist, wer mit Wichtigen verbunden ist.",
        "How often someone who walks at random from tie to tie arrives here: who is tied to important ones is important.",
    ),
    "core": (
        "Kernzahl",
        "Core number",
        "Die größte Zahl k, so dass es in einer Gruppe liegt, in der alle mit mindestens k anderen der Gruppe verbunden sind.",
        "The largest number k such that it lies in a group whose members are all tied to at least k others of the group.",
    ),
    "clustering": (
        "Clusterkoeffizient",
        "Clustering",
        "Anteil der Paare von Nachbarn, die auch untereinander verbunden sind; ohne zwei Nachbarn nicht bestimmt.",
        "The share of pairs of neighbours that are also tied to each other; undefined without two neighbours.",
    ),
    "constraint": (
        "Einschränkung (Constraint)",
        "Constraint",
        "Wie sehr die Verbindungen auf wenige Partner zurückgehen, die auch untereinander verbunden sind (Burt); klein, wo "
        "Lücken überbrückt werden.",
        "How far the ties go back to few partners that are tied to each other (Burt); small where gaps are bridged.",
    ),
    "brokerage": (
        "Brücken zwischen Feldern",
        "Brokerage between fields",
        "Zahl der Paare von Nachbarn aus verschiedenen Feldern, die untereinander nicht verbunden sind und hier zusammenkommen.",
        "The number of pairs of neighbours from different fields that are not tied to each other and meet here.",
    ),
}
"""Measure → German and English name, and what it says, in a sentence each."""

SAMPLED: Final = (
    "Geschätzt aus den Wegen von {0} der {1} Knoten.",
    "Estimated from the paths of {0} of the {1} nodes.",
)
"""Added to what betweenness says, where it was sampled."""

PROJECTIONS: Final = {
    "whole": (
        "Die ganze Landschaft",
        "The whole landscape",
        "Organisationen, Personen, Projekte, Programme, Felder und Themen, mit jeder Verbindung, die eine Quelle nennt; Pläne "
        "sind nicht dabei.",
        "Organisations, people, projects, programmes, fields and topics, with every tie that sources state; no plans.",
    ),
    "shared-networks": (
        "Organisationen nach gemeinsamen Netzwerken",
        "Organisations by shared networks",
        "Zwei Organisationen sind verbunden, wenn sie Mitglied desselben Netzwerks sind oder waren; je mehr Netzwerke, "
        "desto stärker.",
        "Two organisations are tied if they are or were members of the same network; the more networks, the stronger.",
    ),
    "shared-projects": (
        "Organisationen nach gemeinsamen Projekten",
        "Organisations by shared projects",
        "Zwei Organisationen sind verbunden, wenn sie an demselben Projekt beteiligt sind oder waren; je mehr Projekte, "
        "desto stärker.",
        "Two organisations are tied if they take or took part in the same project; the more projects, the stronger.",
    ),
    "networks": (
        "Netzwerke untereinander",
        "Networks among themselves",
        "Zwei Netzwerke sind durch Mitglieder, Themen und Personen verbunden, die sie teilen.",
        "Two networks are tied by members, topics and people that they share.",
    ),
    "fields": (
        "Wachstumsfelder nach gemeinsamen Organisationen",
        "Growth fields by shared organisations",
        "Zwei Felder sind durch Organisationen verbunden, die zu beiden gehören.",
        "Two fields are tied by organisations that belong to both.",
    ),
}
"""Projection → German and English name, and what is tied in it, in a sentence each."""

BRIDGE: Final = (
    "Brücke",
    "Bridge",
    "Brücke: Ohne diese Verbindung lägen die beiden in getrennten Teilen des ganzen Netzes.",
    "Bridge: without this tie the two would be in separate parts of the whole network.",
)
"""German and English name of a tie that is a bridge, and what that is, in a sentence each."""
