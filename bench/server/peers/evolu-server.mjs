// @evolu/server as its readme starts it; its database is made in the current folder.
import { createExpressAppWithWebsocket } from "@evolu/server";

console.log = () => {};
await createExpressAppWithWebsocket(Number(process.argv[2]));
