import fc from 'fast-check';
import { type Agent, chooseAgent, speaks } from './case-dispatch';
import { LIKELY, likeness } from './case-likeness';
import { readSurveyToken, surveyKey, surveyToken } from './case-survey';

const agent = (repId: string, rest: Partial<Agent> = {}): Agent => ({
  repId,
  teamId: 'south',
  teamPath: ['sales', 'south'],
  skills: ['service'],
  languages: [],
  capacityWeight: 1,
  active: true,
  onLeave: false,
  openCases: 0,
  ...rest,
});
const chosen = (agents: Agent[], skill = '', customerTeamId = 'south') =>
  chooseAgent(agents, { skill, customerTeamId })?.agent.repId;

describe('who gets a case', () => {
  it('is the one with the fewest open cases for the weight', () => {
    expect(chosen([agent('ann', { openCases: 3 }), agent('bob', { openCases: 2 })])).toBe('bob');
    expect(chosen([agent('ann', { openCases: 3, capacityWeight: 2 }), agent('bob', { openCases: 2 })])).toBe('ann');
    expect(chosen([agent('bob'), agent('ann')])).toBe('ann');
  });

  it('is in the tree of the customer, when anybody there can take it', () => {
    const far = agent('far', { teamId: 'north', teamPath: ['sales', 'north'] });
    expect(chosen([far, agent('ann', { openCases: 50 })])).toBe('ann');
    expect(chosen([far, agent('ann', { onLeave: true })])).toBe('far');
    expect(chosen([far], '', '')).toBe('far');
  });

  it('is active, here, has capacity and the skill', () => {
    const wrong = [{ active: false }, { onLeave: true }, { capacityWeight: 0 }, { skills: ['pumps'] }];
    for (const each of wrong) expect(chosen([agent('ann', each)])).toBeUndefined();
    expect(chosen([agent('ann'), agent('bob', { skills: ['service', 'pumps'], openCases: 9 })], 'pumps')).toBe('bob');
    expect(chosen([agent('ann')], 'pumps')).toBeUndefined();
  });
});

describe('the language of a case', () => {
  const asked = (agents: Agent[], language: string) => {
    const found = chooseAgent(agents, { skill: '', customerTeamId: 'south', language });
    return found && [found.agent.repId, found.reason.replace('DISPATCH_REASON_', '')];
  };

  it('is a reason to have it before the load, and before the tree', () => {
    const busy = agent('bob', { languages: ['ja'], openCases: 9 });
    const far = agent('far', { teamId: 'north', teamPath: ['sales', 'north'], languages: ['ko'] });
    expect(asked([agent('ann'), busy, far], 'ja-JP')).toEqual(['bob', 'LANGUAGE']);
    expect(asked([agent('ann'), busy, far], 'ko')).toEqual(['far', 'LANGUAGE']);
    expect(asked([agent('ann'), busy, far], '')).toEqual(['ann', 'LOAD']);
  });

  it('keeps nobody from it when none speaks it', () => {
    expect(asked([agent('ann', { languages: ['zh'] })], 'de')).toEqual(['ann', 'NO_SPEAKER']);
    expect(asked([agent('ann', { languages: ['de'], onLeave: true }), agent('bob')], 'de')).toEqual([
      'bob',
      'NO_SPEAKER',
    ]);
    expect(asked([], 'de')).toBeUndefined();
  });

  it('is spoken whatever its region', () => {
    expect(speaks(['en-GB'], 'en-US')).toBe(true);
    expect(speaks(['zh'], 'zh-CN')).toBe(true);
    expect(speaks(['zh'], 'en')).toBe(false);
    expect(speaks([], 'en')).toBe(false);
  });

  it('never costs the case its agent, and of those who come first it is the least loaded (property)', () => {
    const anyAgent = fc.record({
      teamId: fc.constantFrom('south', 'north'),
      skills: fc.constantFrom<string[]>(['service'], ['service', 'pumps'], ['pumps']),
      languages: fc.subarray(['zh', 'en-GB', 'de']),
      capacityWeight: fc.constantFrom(0, 0.5, 1, 2),
      active: fc.boolean(),
      onLeave: fc.boolean(),
      openCases: fc.nat({ max: 20 }),
    });
    const language = fc.constantFrom('', 'en', 'zh-CN', 'ja');
    const skill = fc.constantFrom('', 'pumps');
    fc.assert(
      fc.property(fc.array(anyAgent, { maxLength: 12 }), language, skill, (drawn, wanted, needed) => {
        const agents = drawn.map((each, index) => agent(`r${index}`, { ...each, teamPath: ['sales', each.teamId] }));
        const asks = { skill: needed, customerTeamId: 'south' };
        const found = chooseAgent(agents, { ...asks, language: wanted });
        // Whoever is found without asking for a language says whether anybody can take it.
        expect(found === undefined).toBe(chooseAgent(agents, asks) === undefined);
        expect(chooseAgent([...agents].reverse(), { ...asks, language: wanted })).toEqual(found);
        if (!found) return;
        const able = agents.filter((each) => chooseAgent([each], asks) !== undefined);
        const speakers = wanted === '' ? [] : able.filter(({ languages }) => speaks(languages, wanted));
        const first = speakers.length > 0 ? speakers : able;
        expect(first).toContain(found.agent);
        const near = first.filter(({ teamId }) => teamId === 'south');
        const those = near.length > 0 ? near : first;
        const load = ({ openCases, capacityWeight }: Agent) => openCases / capacityWeight;
        expect(those).toContain(found.agent);
        expect(load(found.agent)).toBe(Math.min(...those.map(load)));
        const reason = wanted === '' ? 'LOAD' : speakers.length > 0 ? 'LANGUAGE' : 'NO_SPEAKER';
        expect(found.reason).toBe(`DISPATCH_REASON_${reason}`);
      }),
      { numRuns: 500 },
    );
  });
});

describe('likeness of cases', () => {
  const about = (subjectLine: string, rest = {}) => ({
    subjectLine,
    description: '',
    productRef: '',
    orderRef: '',
    ...rest,
  });

  it('goes by order, product and words', () => {
    expect(likeness(about('a', { orderRef: 'SO-1' }), about('b', { orderRef: 'so-1' }))).toBeGreaterThan(0.7);
    expect(likeness(about('a', { productRef: 'P' }), about('b', { productRef: 'P' }))).toBeGreaterThan(0.5);
    expect(likeness(about('水泵漏水需要更换'), about('水泵漏水'))).toBeGreaterThan(LIKELY);
    expect(likeness(about('Pump leaks at the flange'), about('pump leaks'))).toBeGreaterThan(LIKELY);
    expect(likeness(about('水泵漏水'), about('发票金额错误'))).toBeLessThan(LIKELY);
    expect(likeness(about(''), about(''))).toBe(0);
  });
});

describe('the link of a survey', () => {
  const key = surveyKey('a secret');
  const now = new Date('2026-03-02T08:00:00Z');
  const link = {
    caseId: '6f3c9a52-5f0e-5c0e-9b51-0d8f6f1a7c11',
    cycle: 3,
    expireTime: new Date('2026-04-01T08:00:00Z'),
  };

  it('says which resolution it is about, and to when', () => {
    const token = surveyToken(link, key);
    expect(token).toMatch(/^[\w-]{54}$/);
    expect(readSurveyToken(token, key, now)).toEqual(link);
    expect(readSurveyToken(token, key, link.expireTime)).toBeUndefined();
  });

  it('cannot be made up or changed', () => {
    const token = surveyToken(link, key);
    expect(readSurveyToken(surveyToken(link, surveyKey('another')), key, now)).toBeUndefined();
    for (let at = 0; at < token.length; at += 1) {
      const changed = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
      expect(readSurveyToken(changed, key, now)).toBeUndefined();
    }
    for (const wrong of ['', 'x', token.slice(1), `${token}A`, '投诉'])
      expect(readSurveyToken(wrong, key, now)).toBeUndefined();
  });
});
