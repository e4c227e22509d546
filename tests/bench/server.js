// A small server for one measurement in the browser: answers by a function and counts what went over the wire, by kind.
//
// Its pages are isolated from all other sites, so that the browser's clock ticks every 5 microseconds instead of every 100.
import http from "node:http";

const TYPES = {
  css: "text/css",
  html: "text/html; charset=utf-8",
  js: "text/javascript",
  json: "application/json",
  wasm: "application/wasm",
};

const ISOLATED = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cache-control": "private, max-age=31536000, immutable",
};

/**
 * `answer(url)` gives `{bytes, kind, encoding}` or nothing; `kind` is what the bytes are counted as. A fresh browser
 * fetches anew, since it has a cache of its own.
 */
export async function serve(answer) {
  let sent = {};
  const server = http.createServer((request, response) => {
    const url = new URL(request.url, "http://localhost");
    const found = answer(url);
    if (!found) {
      response.writeHead(404, ISOLATED).end();
      return;
    }
    sent[found.kind] = (sent[found.kind] ?? 0) + found.bytes.length;
    const type = TYPES[url.pathname.split(".").pop()] ?? found.type ?? "application/octet-stream";
    const encoding = found.encoding ? { "content-encoding": found.encoding } : {};
    response.writeHead(200, { ...ISOLATED, ...encoding, "content-type": type }).end(found.bytes);
  });
  await new Promise((ready) => server.listen(0, "localhost", ready));
  return {
    origin: `http://localhost:${server.address().port}`,
    /** Bytes by kind since it was last asked. */
    takeSent() {
      const taken = sent;
      sent = {};
      return taken;
    },
    close: () => new Promise((closed) => server.close(closed)),
  };
}
