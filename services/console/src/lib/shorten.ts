/** The beginning of a long text, with a sign that there is more. */
export const shorten = (text: string, length: number): string => {
  const characters = [...text.slice(0, length * 2)];
  return characters.length <= length ? text : `${characters.slice(0, length).join('')}…`;
};
