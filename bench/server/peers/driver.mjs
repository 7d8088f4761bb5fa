// What drives a peer's server by that peer's own protocol: reads lines of JSON, does what each asks, and answers with a line.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

// What goes over the network as bodies, both ways.
const bytes = { sent: 0, received: 0 };
const plainFetch = globalThis.fetch;
globalThis.fetch = async (url, options) => {
  bytes.sent += options?.body?.byteLength ?? options?.body?.length ?? 0;
  const response = await plainFetch(url, options);
  bytes.received += Number(response.headers.get("content-length") ?? 0);
  return response;
};

// `begin` makes a new journal: an object with push(changes) and pull(), which gives all changes in order.
export async function drive(begin) {
  for await (const line of createInterface({ input: process.stdin })) {
    const { file, changeBytes, batch, few } = JSON.parse(line);
    const all = readFileSync(file);
    const changes = [];
    for (let at = 0; at < all.length; at += changeBytes) changes.push(all.subarray(at, at + changeBytes));

    const journal = await begin();
    Object.assign(bytes, { sent: 0, received: 0 });
    const pushBegun = performance.now();
    for (let at = 0; at < changes.length; at += batch) await journal.push(changes.slice(at, at + batch));
    const push_ms = performance.now() - pushBegun;
    const pushed_bytes = bytes.sent;

    Object.assign(bytes, { sent: 0, received: 0 });
    const pullBegun = performance.now();
    const pulled = await journal.pull();
    const pull_ms = performance.now() - pullBegun;
    const pulled_bytes = bytes.received;
    const sha256 = createHash("sha256").update(Buffer.concat(pulled)).digest("hex");

    const other = await begin();
    const one_by_one_ms = [];
    for (const change of changes.slice(0, few)) {
      const begun = performance.now();
      await other.push([change]);
      one_by_one_ms.push(performance.now() - begun);
    }
    const answer = { push_ms, pull_ms, pushed_bytes, pulled_bytes, sha256, one_by_one_ms };
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}
