import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { SURVEY_MS } from './case-settings';

/** What a link of a survey stands for. */
export interface SurveyLink {
  caseId: string;
  cycle: number;
  expireTime: Date;
}

const MAC_BYTES = 16;
const BODY_BYTES = 16 + 2 + 6;

/** The key of survey links, from a secret that all processes of the service share. */
export const surveyKey = (secret: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', 'fairlead-survey', 32));

/** Case, cycle and end, signed: nothing in it names a person, and it cannot be made up. */
export function surveyToken({ caseId, cycle, expireTime }: SurveyLink, key: Buffer): string {
  const body = Buffer.alloc(BODY_BYTES);
  body.write(caseId.replaceAll('-', ''), 0, 'hex');
  body.writeUInt16BE(cycle, 16);
  body.writeUIntBE(Math.floor(expireTime.getTime() / 1000), 18, 6);
  return Buffer.concat([body, mac(body, key)]).toString('base64url');
}

/** What a token stands for; undefined when it is forged, damaged or has run out. */
export function readSurveyToken(token: string, key: Buffer, now: Date): SurveyLink | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== BODY_BYTES + MAC_BYTES || bytes.toString('base64url') !== token) return undefined;
  const body = bytes.subarray(0, BODY_BYTES);
  if (!timingSafeEqual(mac(body, key), bytes.subarray(BODY_BYTES))) return undefined;
  const hex = body.toString('hex', 0, 16);
  const caseId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const expireTime = new Date(body.readUIntBE(18, 6) * 1000);
  return expireTime > now ? { caseId, cycle: body.readUInt16BE(16), expireTime } : undefined;
}

/** Path of the survey about a resolution. */
export const surveyPath = (caseId: string, cycle: number, resolveTime: Date, key: Buffer): string =>
  `/rate/${surveyToken({ caseId, cycle, expireTime: new Date(resolveTime.getTime() + SURVEY_MS) }, key)}`;

const mac = (body: Buffer, key: Buffer): Buffer =>
  createHmac('sha256', key).update(body).digest().subarray(0, MAC_BYTES);
