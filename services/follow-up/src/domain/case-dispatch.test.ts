import { type Agent, chooseAgent } from './case-dispatch';
import { LIKELY, likeness } from './case-likeness';
import { readSurveyToken, surveyKey, surveyToken } from './case-survey';

const agent = (repId: string, rest: Partial<Agent> = {}): Agent => ({
  repId,
  teamId: 'south',
  teamPath: ['sales', 'south'],
  skills: ['service'],
  capacityWeight: 1,
  active: true,
  onLeave: false,
  openCases: 0,
  ...rest,
});
const chosen = (agents: Agent[], skill = '', customerTeamId = 'south') =>
  chooseAgent(agents, { skill, customerTeamId })?.repId;

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
