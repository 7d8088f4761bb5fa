// The protocol of @actual-app/sync-server: protobuf messages, each encrypted for itself with AES-256-GCM, with its timestamps.
// The change goes into the envelope as it is: Actual's own client would wrap it once more, and keep a database of its own.
import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from "node:crypto";
import crdt from "@actual-app/crdt";
import { drive } from "./driver.mjs";

const { SyncProtoBuf, Timestamp } = crdt;
const server = process.argv[2];
const key = randomBytes(32);
const keyId = randomUUID();
const BEGIN = Date.UTC(2026, 0, 1);
const EVER = "1970-01-01T00:00:00.000Z-0000-0000000000000000";

async function ask(path, headers, body) {
  const response = await fetch(server + path, { method: "POST", headers, body });
  const answer = new Uint8Array(await response.arrayBuffer());
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${Buffer.from(answer)}`);
  return answer;
}

const json = { "content-type": "application/json" };
const booted = JSON.parse(Buffer.from(await ask("/account/bootstrap", json, JSON.stringify({ password: "plainly-fictional" }))));
const token = { "x-actual-token": booted.data.token };

function seal(change) {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  const data = Buffer.concat([cipher.update(change), cipher.final()]);
  const sealed = new SyncProtoBuf.EncryptedData();
  sealed.setIv(iv);
  sealed.setAuthtag(cipher.getAuthTag());
  sealed.setData(data);
  return sealed.serializeBinary();
}

function open(content) {
  const sealed = SyncProtoBuf.EncryptedData.deserializeBinary(content);
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.getIv_asU8());
  decipher.setAuthTag(sealed.getAuthtag_asU8());
  return Buffer.concat([decipher.update(sealed.getData_asU8()), decipher.final()]);
}

await drive(async () => {
  const fileId = randomUUID();
  const upload = {
    ...token,
    "content-type": "application/encrypted-file",
    "x-actual-file-id": fileId,
    "x-actual-name": "fictional",
    "x-actual-format": "2",
    "x-actual-encrypt-meta": JSON.stringify({ keyId }),
  };
  const { groupId } = JSON.parse(Buffer.from(await ask("/sync/upload-user-file", upload, new Uint8Array(1))));
  const shared = { fileId, keyId, keySalt: "salt", testContent: "test" };
  await ask("/sync/user-create-key", { ...json, ...token }, JSON.stringify(shared));

  const node = randomBytes(8).toString("hex");
  let next = 0;
  let newest = EVER;

  async function sync(messages, since) {
    const request = new SyncProtoBuf.SyncRequest();
    request.setFileid(fileId);
    request.setGroupid(groupId);
    request.setKeyid(keyId);
    request.setSince(since);
    request.setMessagesList(messages);
    const headers = { ...token, "content-type": "application/actual-sync" };
    return SyncProtoBuf.SyncResponse.deserializeBinary(await ask("/sync/sync", headers, request.serializeBinary()));
  }

  return {
    async push(changes) {
      const since = newest;
      const messages = changes.map((change) => {
        newest = new Timestamp(BEGIN + 10 * next++, 0, node).toString();
        const envelope = new SyncProtoBuf.MessageEnvelope();
        envelope.setTimestamp(newest);
        envelope.setIsencrypted(true);
        envelope.setContent(seal(change));
        return envelope;
      });
      await sync(messages, since);
    },
    async pull() {
      const answer = await sync([], EVER);
      return answer.getMessagesList().map((envelope) => open(envelope.getContent_asU8()));
    },
  };
});
