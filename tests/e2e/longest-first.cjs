const Sequencer = require('@jest/test-sequencer').default;

/** Suites that take a minute or more, longest first: two run side by side, and none of these shall begin at the end. */
const LONG = ['demo', 'console-work', 'examples', 'console', 'console-dashboard', 'dashboards', 'console-orders'];
const rank = ({ path }) => {
  const index = LONG.findIndex((name) => path.endsWith(`/${name}.test.ts`));
  return index === -1 ? LONG.length : index;
};

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return [...tests].sort((a, b) => rank(a) - rank(b) || a.path.localeCompare(b.path));
  }
};
