import { type Deviation, Verification } from '../domain/replay';
import type { Ledger } from '../repository/ledger';
import type { RuleSetRepository } from '../repository/rule-set-repository';
import { RuleBook } from './rule-book';

/** Makes every decision of the ledger again from its first entry on; those that come out otherwise. */
export async function verifyLedger(
  ledger: Ledger,
  ruleSets: Pick<RuleSetRepository, 'find'>,
): Promise<{ decisions: number; deviations: Deviation[] }> {
  const rules = new RuleBook(ruleSets);
  const verification = new Verification(rules.of);
  for (let at = 0; ; ) {
    const entries = await ledger.readAfter(at);
    if (entries.length === 0) return verification;
    for (const entry of entries) {
      if (entry.kind === 'rules') await rules.load(entry.version);
      verification.step(entry);
    }
    at += entries.length;
  }
}
