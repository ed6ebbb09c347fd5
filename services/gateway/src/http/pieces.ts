/** What fits into a message of a stream. */
const PIECE_BYTES = 256 * 1024;

/** A content in pieces that fit into messages, as fast as they are taken. */
export async function* inPieces(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const bytes of content) {
    for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
      yield Buffer.from(bytes.subarray(from, from + PIECE_BYTES));
    }
  }
}
