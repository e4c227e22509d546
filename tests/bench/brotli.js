// Brotli as the portal's server sends it, and a quicker one for what is only measured.
import zlib from "node:zlib";

/** The level at which whole indexes are compared: the highest takes minutes for those of some peers, and gains a few percent. */
const COMPARED = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 9 } };

/** The highest level, at which the server sends files. */
export const brotli = (bytes) => zlib.brotliCompressSync(bytes);

/** Bytes of all parts of an index together, each compressed for itself, at the same level for every engine. */
export const compressed = (parts) => total(parts, (part) => zlib.brotliCompressSync(part, COMPARED));

/** The same at the highest level. */
export const compressedMost = (parts) => total(parts, brotli);

function total(parts, compress) {
  return parts.reduce((sum, part) => sum + compress(Buffer.from(part)).length, 0);
}
