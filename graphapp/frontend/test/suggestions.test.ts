import { expect, test } from "vitest";
import { fold, highlighted, readSuggestions } from "../src/search/suggestions";

test("umlauts, their spellings and their base letters are the same", () => {
  expect(fold("Universität")).toBe(fold("universitaet"));
  expect(fold("Universität")).toBe(fold("UNIVERSITAT"));
  expect(fold("Straße")).toBe(fold("strasse"));
  expect(fold("Café")).toBe("cafe");
});

test("the typed beginnings of words are marked as they are written", () => {
  expect(highlighted("Universität Jena", "universitaet je")).toEqual([
    ["Universität", true],
    [" ", false],
    ["Je", true],
    ["na", false],
  ]);
  expect(highlighted("Straßenbau", "strass")).toEqual([
    ["Straß", true],
    ["enbau", false],
  ]);
});

test("the parts of a label are the label", () => {
  for (const label of ["OptoNet e. V.", "„Gläserne Manufaktur“ – Müller & Söhne", "3D-Druck"]) {
    expect(
      highlighted(label, "mu so 3")
        .map(([part]) => part)
        .join(""),
    ).toBe(label);
  }
});

test("an address outside this site is no suggestion", () => {
  const suggestion = {
    address: "/de/organisation/optonet",
    label: "OptoNet",
    kind: "Netzwerk",
    detail: "Jena",
  };
  const hostile = [
    { ...suggestion, address: "javascript:alert(1)" },
    { ...suggestion, address: "//elsewhere.example/" },
    { ...suggestion, address: "https://elsewhere.example/" },
    { ...suggestion, label: 7 },
    null,
  ];
  expect(readSuggestions({ suggestions: [...hostile, suggestion] })).toEqual([suggestion]);
  expect(readSuggestions({ suggestions: "no list" })).toEqual([]);
  expect(readSuggestions(null)).toEqual([]);
});
