import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '@fairlead/local';

/** Promise: every method and field of our gRPC APIs is explained, and the pages that tell it hang together. */
describe('the gRPC reference', () => {
  const out = mkdtempSync(join(tmpdir(), 'fairlead-reference-'));
  afterAll(() => rmSync(out, { recursive: true, force: true }));

  const render = (...args: string[]) =>
    spawnSync(process.execPath, [join(ROOT, 'proto/reference/main.mjs'), '--out', out, ...args], { encoding: 'utf8' });

  it('explains everything, and links only to what is there', () => {
    const { status, stderr } = render();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const pages = new Map(readdirSync(out).map((name) => [name, readFileSync(join(out, name), 'utf8')]));
    const packages = readdirSync(join(ROOT, 'proto/crm')).map((name) => `crm.${name}.v1.md`);
    expect([...pages.keys()].sort()).toEqual([...packages, 'README.md'].sort());
    const links = [...pages.values()].flatMap((text) => [...text.matchAll(/\]\(([^)#]+)#?([^)]*)\)/g)]);
    expect(links.length).toBeGreaterThan(100);
    for (const [, page = '', anchor = ''] of links) {
      expect(pages.has(page)).toBe(true);
      if (anchor) expect(pages.get(page)).toContain(`<a id="${anchor}"></a>`);
    }
    expect(pages.get('crm.customer.v1.md')).toMatch(/\| `request_id` \| string \| 2 \| UUID chosen by the caller;/);
    expect(pages.get('crm.event.v1.md')).toMatch(/\| `Subscribe` \| .*\| stream of /);
  });

  it('names what is not explained, and ends with status 1', () => {
    const image = join(out, 'silent.binpb');
    const buf = join(ROOT, 'node_modules', '.bin', 'buf');
    // The same protos without their comments.
    const flags = ['build', join(ROOT, 'proto/gen/proto'), '--exclude-source-info', '-o', image];
    execFileSync(buf, flags);
    const { status, stderr } = render('--image', image);
    expect(status).toBe(1);
    expect(stderr).toContain('crm.customer.v1.CustomerService.CreateLead has no comment.');
    expect(stderr).toContain('crm.customer.v1.CreateLeadRequest.request_id has no comment.');
    expect(stderr).toContain('crm.customer.v1.Stage.STAGE_LEAD has no comment.');
  });
});
