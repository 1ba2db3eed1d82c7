// The addresses the server answers, read from its own table of contents, so that a new page cannot be forgotten.
import { readFileSync } from "node:fs";

const ROUTER = new URL("../../crates/server/src/router.rs", import.meta.url);

/** Every route that is read with GET, as `/records/{key}`. */
export function routes() {
  const text = readFileSync(ROUTER, "utf8");
  return [...text.matchAll(/\.route\(\s*"([^"]+)",\s*([\s\S]*?)\)\n/g)].filter(([, , answer]) => /\bget\(|serve\(/.test(answer)).map(([, path]) => path);
}

/** The route that answers a path: the one with the most literal parts, as the server chooses. */
export function routeOf(path, all) {
  const fits = all.filter((route) => pattern(route).test(path));
  return fits.sort((a, b) => wild(a) - wild(b))[0];
}

const wild = (route) => route.split("{").length;

function pattern(route) {
  const parts = route.split(/(\{[^}]+\})/).map((part) => {
    if (part.startsWith("{*")) return ".+";
    return part.startsWith("{") ? "[^/]+" : part.replace(/[.*+?^$()[\]\\|]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`);
}
