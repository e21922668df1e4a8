import { expect, test } from "vitest";
import { moved } from "../src/search/choice";
import { isSearchKey } from "../src/search/shortcut";

test("arrows go through the suggestions and the typed text in a circle", () => {
  expect(moved(null, "ArrowDown", 2)).toBe(0);
  expect(moved(0, "ArrowDown", 2)).toBe(1);
  expect(moved(1, "ArrowDown", 2)).toBeNull();
  expect(moved(null, "ArrowUp", 2)).toBe(1);
  expect(moved(1, "ArrowUp", 2)).toBe(0);
  expect(moved(0, "ArrowUp", 2)).toBeNull();
  expect(moved(null, "ArrowDown", 0)).toBeNull();
});

test("only the plain slash goes to the search field", () => {
  const plain = { key: "/", ctrlKey: false, metaKey: false, altKey: false, isComposing: false };
  expect(isSearchKey(plain)).toBe(true);
  expect(isSearchKey({ ...plain, key: "7" })).toBe(false);
  expect(isSearchKey({ ...plain, ctrlKey: true })).toBe(false);
  expect(isSearchKey({ ...plain, isComposing: true })).toBe(false);
});
