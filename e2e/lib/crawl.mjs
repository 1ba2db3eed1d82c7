// Finds the pages by following links from Home, as a reader would: a few of every kind of address, not all of them.
import { seen } from "./browser.mjs";
import { routeOf, routes } from "./routes.mjs";

/** How many addresses of one shape are looked at. */
const OF_A_SHAPE = 2;
/** Shapes that are worth another number; of `/records/{key}` it is one of each kind. */
const MORE = { "/records/{key}": 1, "/records/{key}/edit": 3, "/records/new/{kind}": 3, "/alignment/{id}/fixes/{number}": 3 };

/** The pages, as paths with queries, and the addresses that answered with something else than a page. */
export async function crawl(request) {
  const all = routes();
  const [pages, files, lost] = [[], [], []];
  const counts = counter();
  const waiting = ["/"];
  const queued = new Set(waiting);
  while (waiting.length) {
    const path = waiting.shift();
    const answer = await request.get(path, { maxRedirects: 0 });
    seen.add(path.split("?")[0]);
    if (answer.status() >= 400) lost.push(`${path} answers ${answer.status()}`);
    if (!answer.headers()["content-type"]?.startsWith("text/html")) {
      files.push(path);
      continue;
    }
    pages.push(path);
    for (const link of links(await answer.text(), path)) {
      if (queued.has(link)) continue;
      const route = routeOf(link.split("?")[0], all);
      if (!route) {
        lost.push(`${link}, linked from ${path}, is no route`);
        queued.add(link);
        continue;
      }
      if (!counts.isNew(link, route)) continue;
      queued.add(link);
      waiting.push(link);
    }
  }
  return { pages, files, lost };
}

/** Remembers what was followed, and says whether a link still shows something new. */
function counter() {
  const times = new Map();
  const more = (what, most) => (times.get(what) ?? 0) < most;
  const add = (what) => times.set(what, (times.get(what) ?? 0) + 1);
  return {
    isNew(link, route) {
      const query = link.split("?")[1];
      // Every filter is tried, not every combination of filters.
      const shapes = query ? [...new URLSearchParams(query).keys()].map((name) => `${route}?${name}`) : [kindOf(link, route) ?? route];
      const most = query ? 1 : (MORE[route] ?? OF_A_SHAPE);
      const total = `all ${route}${query ? "?" : ""}`;
      if (!shapes.some((shape) => more(shape, most)) || !more(total, OF_A_SHAPE * 4)) return false;
      for (const shape of [...shapes, total]) add(shape);
      return true;
    },
  };
}

/** Records are sampled one of a kind: the letters before the number of the key. */
function kindOf(link, route) {
  return route === "/records/{key}" ? `${route} ${link.split("/")[2].replace(/[-\d].*$/, "")}` : null;
}

/** The addresses that a page links to, without fragments; addresses that only change the theme of a look are links too. */
function links(html, base) {
  const found = [...html.matchAll(/\shref="([^"#]+)/g)].map(([, href]) => href.replaceAll("&amp;", "&"));
  return found
    .map((href) => new URL(href, `http://here${base}`))
    .filter((url) => url.host === "here" && !url.pathname.startsWith("/static/"))
    .map((url) => url.pathname + url.search);
}
