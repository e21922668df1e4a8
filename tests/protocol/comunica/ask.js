// Ask an endpoint with Comunica: node ask.js ENDPOINT bindings|boolean|quads QUERY. Prints JSON, one line.
"use strict";
const { QueryEngine } = require("@comunica/query-sparql");

const term = (given) => given && given.value;

async function main([endpoint, kind, query]) {
  const engine = new QueryEngine();
  // The type of the source is not named: Comunica finds it in the service description.
  const context = { sources: [endpoint] };
  if (kind === "boolean") return engine.queryBoolean(query, context);
  if (kind === "quads") {
    const quads = await (await engine.queryQuads(query, context)).toArray();
    return quads.map((quad) => [quad.subject, quad.predicate, quad.object].map(term));
  }
  const rows = await (await engine.queryBindings(query, context)).toArray();
  return rows.map((row) => Object.fromEntries([...row].map(([name, value]) => [name.value, term(value)])));
}

main(process.argv.slice(2)).then(
  (answer) => console.log(JSON.stringify(answer)),
  (error) => {
    console.error(error.message);
    process.exit(1);
  },
);
