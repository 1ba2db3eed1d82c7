// What is answered besides pages: files to take away, health, data for programs.
import { seen } from "../lib/browser.mjs";
import { holds, same } from "../lib/story.mjs";

const FILES = {
  "/livez": "text/plain", "/readyz": "", "/findings.jsonl": "application/x-ndjson", "/palette?q=need": "application/json",
  "/import/template.xlsx": "application/", "/export.toml": "application/toml", "/export.xlsx": "application/", "/kinds/claim/schema.json": "application/",
};

export async function files(request, linked) {
  for (const path of new Set([...Object.keys(FILES), ...linked])) {
    const answer = await request.get(path);
    seen.add(path.split("?")[0]);
    same(answer.status(), 200, `${path} answers 200`);
    const type = answer.headers()["content-type"] ?? "";
    holds(type.startsWith(FILES[path] ?? ""), `${path} is ${FILES[path]}`, type);
    holds((await answer.body()).length > 0, `${path} is not empty`);
  }
}
