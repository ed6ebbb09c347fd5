/** Words are the same when they differ only in width, case, spaces, punctuation or a remark in brackets. */
export function fold(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase();
  return letters(plain.replaceAll(/\([^)]*\)|\[[^\]]*\]|【[^】]*】/g, '')) || letters(plain);
}

const letters = (text: string) => text.replaceAll(/[^\p{L}\p{M}\p{N}]/gu, '');
