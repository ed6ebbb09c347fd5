/** A text that fits: at most so many characters, and it shows where something is missing. */
export function cutText(text: string, max: number): string {
  const characters = [...text];
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join('')}…`;
}

const SINGLE = 70;
/** Of a message in parts, each part. */
const PART = 67;

/** As how many messages a text is billed, with the sign that the provider puts before it (`【sign】`). */
export function smsSegments(text: string, signName: string): number {
  const length = text.length + (signName === '' ? 0 : signName.length + 2);
  return length <= SINGLE ? 1 : Math.ceil(length / PART);
}
