import { unavailable } from '@fairlead/service-kit';
import { LRUCache } from 'lru-cache';
import type { Allocation } from '../domain/allocation';
import { CompiledRules } from '../domain/compiled-rules';
import type { RuleSetRepository } from '../repository/rule-set-repository';

const KEPT = 20;

/** Rule sets ready for decisions, by version; versions never change. */
export class RuleBook {
  private readonly compiled = new LRUCache<number, CompiledRules>({ max: KEPT });
  private withoutRules?: CompiledRules;

  constructor(private readonly ruleSets: Pick<RuleSetRepository, 'find'>) {}

  /** The rules that the state says are in force; see `of`. */
  async inForce(allocation: Allocation): Promise<CompiledRules> {
    await this.load(allocation.ruleSetVersion);
    return this.of(allocation.ruleSetVersion, allocation);
  }

  /** Makes a version ready. */
  async load(version: number): Promise<void> {
    if (version === 0 || this.compiled.has(version)) return;
    const ruleSet = await this.ruleSets.find(version);
    if (!ruleSet) throw unavailable('RULES_MISSING', `There is no rule set ${version}.`);
    this.compiled.set(version, new CompiledRules(ruleSet));
  }

  /** A version made ready for one replay alone, so that what it keeps of its roster is not thrown away between decisions. */
  own = (version: number, allocation: Allocation) => new CompiledRules(this.of(version, allocation).ruleSet);

  /**
   * A version that was loaded. Before any rules were published (version 0) the pool of the root team takes every lead, so
   * that none waits unseen; UNAVAILABLE while there is no team at all.
   */
  of = (version: number, allocation: Allocation): CompiledRules => {
    if (version !== 0) {
      const rules = this.compiled.get(version);
      if (!rules) throw new Error(`Rule set ${version} is not loaded.`);
      return rules;
    }
    const root = allocation.oldestRoot;
    if (!root) throw unavailable('NO_TEAM', 'There is no team yet: nobody can take a lead.');
    if (this.withoutRules?.ruleSet.fallbackTeamId !== root.id) {
      this.withoutRules = new CompiledRules({ version: 0, fallbackTeamId: root.id, knownOwnerFirst: false, rules: [] });
    }
    return this.withoutRules;
  };
}
