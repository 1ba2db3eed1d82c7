// What a run is made of: stories, each a list of sentences that held or did not. A sentence that fails does not end
// its story; an error does. The whole run fails when one sentence did.

const failures = [];
let told = 0;
let current = "";

/** Runs one story and says how long it took. */
export async function story(name, tell) {
  current = name;
  const [before, started] = [failures.length, Date.now()];
  try {
    await tell();
  } catch (error) {
    fail(`could not go on: ${error.stack ?? error}`);
  }
  const wrong = failures.length - before;
  console.log(`${wrong ? "FAILED" : "ok"}  ${name} (${((Date.now() - started) / 1000).toFixed(1)} s${wrong ? `, ${wrong} wrong` : ""})`);
}

/** Holds that something is so; `otherwise` says what was found instead. */
export function holds(condition, sentence, otherwise = "") {
  told += 1;
  if (!condition) fail(otherwise ? `${sentence}; found: ${otherwise}` : sentence);
  return Boolean(condition);
}

/** Holds that two values are equal. */
export function same(found, wanted, sentence) {
  return holds(found === wanted, sentence, `${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
}

/** Notes something that is wrong. */
export function fail(sentence) {
  failures.push(`${current}: ${sentence}`);
  console.log(`  wrong: ${sentence}`);
}

/** The end of the run: its counts, and whether all held. */
export function verdict() {
  console.log(`${told} sentences told, ${failures.length} wrong`);
  return failures.length === 0;
}
