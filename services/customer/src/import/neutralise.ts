// What a spreadsheet may take for a formula, full-width forms too.
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;
const WRITTEN = /^'+[=+\-@\t\r\n＝＋－＠]/;
// A number or phone: a sign, then digits and what stands between them.
const NUMBER = /^[+-]\(?\d[\d ()./,-]*$/;

/** Puts an apostrophe before what a spreadsheet would run, and before what would be read as such an apostrophe. */
export const neutralise = (cell: string) => (FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell);

/** The cell as it was before {@link neutralise}. */
export const restore = (cell: string) => (WRITTEN.test(cell) ? cell.slice(1) : cell);
