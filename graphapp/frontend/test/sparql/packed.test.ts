import { describe, expect, it } from "vitest";
import { pack, unpack } from "../../src/sparql/packed";

describe("short links", () => {
  it.each([["SELECT * { ?s ?p ?o }"], ['# äöü 🜚\nSELECT * { ?s ?p "+/=" }'], ["x".repeat(100_000)]])(
    "give the query back",
    async (query) => {
      const packed = await pack(query);
      expect(packed).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(await unpack(packed)).toBe(query);
    },
  );
  it("are shorter than the query", async () => {
    const query = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n".repeat(20);
    expect((await pack(query)).length).toBeLessThan(query.length / 5);
  });
  it("that are cut off are refused", async () => {
    const packed = await pack("SELECT ?network WHERE { ?network a <http://e/Network> } LIMIT 10");
    await expect(unpack(packed.slice(0, 20))).rejects.toThrow();
  });
});
