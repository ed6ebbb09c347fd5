// Appends one line of counts per workspace to the file named by FAIRLEAD_TEST_COUNTS, so that CI can add them up.
const { appendFileSync } = require('node:fs');

module.exports = class CountsReporter {
  onRunComplete(_contexts, results) {
    const file = process.env.FAIRLEAD_TEST_COUNTS;
    if (!file) return;
    const suites = results.numRuntimeErrorTestSuites;
    appendFileSync(file, `${results.numPassedTests} ${results.numFailedTests + suites} ${results.numPendingTests}\n`);
  }
};
