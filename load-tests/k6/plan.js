/** The plan that the command wrote: it holds secrets, so it comes as a file that only its owner can read. */
export const plan = JSON.parse(open(__ENV.LOAD_PLAN));

export const oneOf = (list) => list[Math.floor(Math.random() * list.length)];
