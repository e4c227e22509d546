// Brotli as the portal's server does it: the highest level, the same for every engine.
import zlib from "node:zlib";

export const brotli = (bytes) => zlib.brotliCompressSync(bytes);

/** Bytes of all parts together, each compressed for itself. */
export function compressed(parts) {
  return parts.reduce((sum, part) => sum + brotli(Buffer.from(part)).length, 0);
}
