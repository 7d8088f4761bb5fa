// Evolu's own client for its server: @evolu/common seals, encodes, sends and opens; here are only its messages and its tree.
import { randomBytes } from "node:crypto";
import * as evolu from "@evolu/common";
import { Effect, Layer } from "effect";
import { drive } from "./driver.mjs";

const BEGIN = Date.UTC(2026, 0, 1);
const id = () => randomBytes(16).toString("base64url").slice(0, 21).padEnd(21, "A");
const config = Layer.succeed(evolu.Config, { syncUrl: process.argv[2] });
const run = (effect) => Effect.runPromise(Effect.provide(effect, Layer.merge(config, evolu.SecretBox.Live)));

await drive(async () => {
  const sync = await run(evolu.createSync);
  await run(sync.init({ id: id(), mnemonic: "", encryptionKey: new Uint8Array(randomBytes(32)) }));
  const node = randomBytes(8).toString("hex");
  const table = { table: "entry", column: "content" };
  let next = 0;
  let merkleTree = evolu.initialMerkleTree;

  return {
    async push(changes) {
      let timestamp;
      const messages = changes.map((change) => {
        timestamp = { node, millis: BEGIN + 10 * next++, counter: 0 };
        merkleTree = evolu.insertIntoMerkleTree(merkleTree, timestamp);
        return { ...table, row: id(), value: new Uint8Array(change), timestamp: evolu.timestampToString(timestamp) };
      });
      const answer = await run(sync.sync({ merkleTree, timestamp, messages }));
      if (evolu.merkleTreeToString(answer.merkleTree) !== evolu.merkleTreeToString(merkleTree)) {
        throw new Error("the server has another tree than the device");
      }
    },
    async pull() {
      const timestamp = { node: randomBytes(8).toString("hex"), millis: BEGIN, counter: 0 };
      const answer = await run(sync.sync({ merkleTree: evolu.initialMerkleTree, timestamp, messages: [] }));
      return answer.messages.map((message) => Buffer.from(message.value));
    },
  };
});
