import { join } from 'node:path';
import { type BaseConfig, parseConfig } from '@fairlead/service-kit';
import { CHART } from '../release';
import { ROLE_CONFIGS } from '../testing/role-configs';
import { execute } from '../tools/execute';
import { findTools } from '../tools/find-tools';
import { type Manifest, named, ofKind, renderChart } from './render-chart';

const ci = (name: string) => ['-f', join(CHART, 'ci', `${name}.values.yaml`)];
const containersOf = (manifest: Manifest): Manifest[] => (manifest.spec.template?.spec ?? manifest.spec).containers;
const podOf = (manifest: Manifest): Manifest => manifest.spec.template?.spec ?? manifest.spec;

/** The chart as helm renders it; helm comes from the PATH or from its npm package. */
describe('the chart', () => {
  let helm = '';
  let defaults: Manifest[];
  let production: Manifest[];
  let local: Manifest[];
  beforeAll(async () => {
    ({ helm } = await findTools(() => undefined));
    [defaults, production, local] = (await Promise.all([
      renderChart(helm),
      renderChart(helm, ...ci('production')),
      renderChart(helm, ...ci('local')),
    ])) as [Manifest[], Manifest[], Manifest[]];
  }, 120_000);

  it.each([[[]], [ci('minimal')], [ci('production')], [ci('local')]])(
    'passes the strict lint with %j',
    async (flags) => {
      const { status, stdout } = await execute(helm, ['lint', '--strict', CHART, ...flags]);
      expect([status, stdout]).toEqual([0, expect.stringContaining('0 chart(s) failed')]);
    },
  );

  it('runs every pod without rights, token or writable root', () => {
    const workloads = [...defaults, ...production, ...local].filter((manifest) =>
      ['Deployment', 'Job', 'Pod'].includes(manifest?.kind),
    );
    expect(workloads.length).toBeGreaterThan(40);
    for (const workload of workloads) {
      expect(podOf(workload)).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      });
      for (const container of containersOf(workload)) {
        expect(container).toMatchObject({
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
          resources: { requests: { cpu: expect.anything(), memory: expect.anything() } },
        });
      }
    }
  });

  it('keeps attachments on a claim that outlives the release, in a store, or for trials with the pod', async () => {
    const volumeOf = (manifests: Manifest[], kind: string, name: string) =>
      podOf(named(manifests, kind, name)).volumes.find(({ name: each }: Manifest) => /^attachment/.test(each));
    expect(named(defaults, 'PersistentVolumeClaim', 'x-attachments')).toMatchObject({
      metadata: { annotations: { 'helm.sh/resource-policy': 'keep' } },
      spec: { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '20Gi' } } },
    });
    expect(volumeOf(defaults, 'Deployment', 'x-follow-up')).toEqual({
      name: 'attachments',
      persistentVolumeClaim: { claimName: 'x-attachments' },
    });
    // The hook runs before there is a claim.
    expect(volumeOf(defaults, 'Job', 'x-migrate-follow-up-1')).toBeUndefined();
    expect(volumeOf(defaults, 'Deployment', 'x-order')).toBeUndefined();
    expect(volumeOf(local, 'Deployment', 'x-follow-up')).toMatchObject({ emptyDir: { sizeLimit: '1Gi' } });
    expect(ofKind(production, 'PersistentVolumeClaim')).toEqual([]);
    for (const [kind, name] of [
      ['Deployment', 'x-follow-up'],
      ['Job', 'x-migrate-follow-up-1'],
    ] as const)
      expect(volumeOf(production, kind, name)).toMatchObject({ secret: { secretName: 'attachment-keys' } });
    const own = await renderChart(helm, '--set', 'attachments.folder.existingClaim=files');
    expect(volumeOf(own, 'Deployment', 'x-follow-up').persistentVolumeClaim.claimName).toBe('files');
    expect(ofKind(own, 'PersistentVolumeClaim')).toEqual([]);
    await expect(renderChart(helm, '--set', 'attachments.storage=s3')).rejects.toThrow();
  });

  it('lets the HPA own the replicas', () => {
    expect(named(production, 'Deployment', 'x-customer').spec.replicas).toBeUndefined();
    expect(named(production, 'HorizontalPodAutoscaler', 'x-customer').spec).toMatchObject({
      minReplicas: 3,
      maxReplicas: 12,
    });
    expect(named(production, 'Deployment', 'x-insight').spec.replicas).toBe(2);
    expect(named(production, 'HorizontalPodAutoscaler', 'x-insight')).toBeUndefined();
  });

  it('has a budget and a spread for every role', () => {
    const deployments = ofKind(defaults, 'Deployment');
    expect(deployments).toHaveLength(8);
    for (const { metadata, spec } of deployments) {
      const budget = named(defaults, 'PodDisruptionBudget', metadata.name);
      expect(budget.spec.selector).toEqual(spec.selector);
      expect(spec.template.spec.topologySpreadConstraints).toHaveLength(2);
    }
  });

  it('serves gRPC by headless names that are the addresses in the configuration', () => {
    const { data } = named(defaults, 'ConfigMap', 'x-config');
    for (const service of ofKind(defaults, 'Service')) {
      const role = service.metadata.name.slice(2);
      if (role === 'gateway') {
        expect(service.spec.clusterIP).toBeUndefined();
        continue;
      }
      expect(service.spec.clusterIP).toBe('None');
      const variable = role === 'worker' ? 'WORKFLOWS' : role.toUpperCase().replace('-', '_');
      expect(data[`${variable}_ADDRESS`]).toBe(`dns:///${service.metadata.name}:${service.spec.ports[0].port}`);
    }
  });

  it('gives every service an environment that its configuration takes', () => {
    const { data } = named(local, 'ConfigMap', 'x-config');
    for (const deployment of ofKind(local, 'Deployment')) {
      const [container] = containersOf(deployment);
      const own = Object.fromEntries(
        container.env.map(({ name, value }: { name: string; value?: string }) => [
          name,
          value ?? 'mongodb://from-secret',
        ]),
      );
      const schema = ROLE_CONFIGS[container.name];
      if (!schema) throw new Error(`There is no role ${container.name}.`);
      const config = parseConfig(schema, { MONGODB_URI: 'mongodb://x', ...data, ...own }) as BaseConfig;
      expect(config.DRAIN_DELAY_MS + 15_000).toBeLessThan(podOf(deployment).terminationGracePeriodSeconds * 1000);
      expect(config.METRICS_PORT).toBe(9464);
    }
  });

  it('takes every secret by reference', () => {
    expect(ofKind([...defaults, ...production, ...local], 'Secret')).toEqual([]);
    const env = containersOf(named(production, 'Deployment', 'x-notification'))[0].env;
    expect(env).toContainEqual({ name: 'CHANNEL_KEYS_FILE', value: '/etc/fairlead/channel-keys/channel-keys.json' });
    const key = { secretKeyRef: { name: 'sms', key: 'access-key-secret' } };
    expect(env).toContainEqual({ name: 'SMS_ACCESS_KEY_SECRET', valueFrom: key });
    const keys = (role: string) =>
      podOf(named(production, 'Deployment', `x-${role}`)).volumes.some(({ name }: Manifest) => name === 'channel-keys');
    expect([keys('notification'), keys('gateway')]).toEqual([true, false]);
    expect(env).toContainEqual({ name: 'SMTP_URL', valueFrom: { secretKeyRef: { name: 'smtp', key: 'url' } } });
    const issuer = (role: string) =>
      podOf(named(defaults, 'Deployment', `x-${role}`)).volumes.some(({ name }: Manifest) => name === 'issuer');
    expect([issuer('gateway'), issuer('customer')]).toEqual([true, false]);
  });

  it('denies everything but named callers and destinations', () => {
    expect(named(defaults, 'NetworkPolicy', 'x-deny').spec).toMatchObject({ policyTypes: ['Ingress', 'Egress'] });
    expect(named(defaults, 'NetworkPolicy', 'x-deny').spec.ingress).toBeUndefined();
    const callers = (role: string): string[] =>
      named(defaults, 'NetworkPolicy', `x-${role}`).spec.ingress[0].from.map(
        ({ podSelector }: Manifest) => podSelector.matchLabels['app.kubernetes.io/component'],
      );
    expect(callers('insight')).toEqual(['gateway']);
    expect(callers('notification')).toEqual(['insight', 'gateway']);
    const ports = (manifests: Manifest[], role: string): number[] =>
      named(manifests, 'NetworkPolicy', `x-${role}`)
        .spec.egress.flatMap((rule: Manifest) => rule.ports.map(({ port }: Manifest) => port))
        .sort((a: number, b: number) => a - b);
    expect(ports(defaults, 'customer')).toEqual([53, 53, 27017, 50052, 50053, 50054]);
    expect(ports(production, 'customer')).toEqual([53, 53, 443, 4318, 7700, 27017, 50052, 50053, 50054]);
    expect(ports(defaults, 'gateway')).not.toContain(27017);
  });

  it('allows each call in both policies', () => {
    const policies = ofKind(defaults, 'NetworkPolicy');
    const component = (peer: Manifest) => peer.podSelector?.matchLabels?.['app.kubernetes.io/component'];
    const pairs = (direction: 'ingress' | 'egress', side: 'from' | 'to') =>
      policies.flatMap(({ metadata, spec }) =>
        (spec[direction] ?? []).flatMap((rule: Manifest) =>
          (rule[side] ?? [])
            .map(component)
            .filter(Boolean)
            .map((other: string) =>
              direction === 'ingress' ? `${other}>${metadata.name.slice(2)}` : `${metadata.name.slice(2)}>${other}`,
            ),
        ),
      );
    expect(pairs('ingress', 'from').sort()).toEqual(pairs('egress', 'to').sort());
  });

  it('names hook Jobs after the revision, one for each role with a store', () => {
    const jobs = ofKind(defaults, 'Job');
    expect(jobs.map(({ metadata }) => metadata.name)).toContain('x-migrate-worker-1');
    expect(jobs).toHaveLength(7);
    for (const { metadata } of jobs) expect(metadata.annotations['helm.sh/hook']).toBe('pre-install,pre-upgrade');
  });

  it('rolls the pods when the configuration changes, and only then', async () => {
    const sum = (manifests: Manifest[]) =>
      named(manifests, 'Deployment', 'x-customer').spec.template.metadata.annotations['checksum/config'];
    expect(sum(await renderChart(helm, '--set', 'logLevel=debug'))).not.toBe(sum(defaults));
    expect(sum(await renderChart(helm, '--set', 'services.customer.replicas=5'))).toBe(sum(defaults));
  });

  it('leaves a disabled role out everywhere', async () => {
    const without = JSON.stringify(await renderChart(helm, '--set', 'services.order.enabled=false'));
    expect(without).not.toContain('x-order');
    expect(without).not.toContain('ORDER_ADDRESS');
  });

  it.each([
    ['services.customer.replica=2', 'replica'],
    ['mongodb.uri=mongodb://x', 'uri'],
    ['networkPolicy.mongodb.ports=1', 'ports'],
    ['temporal.address=temporal', '/temporal/address'],
    ['auth.mode=external', 'auth.issuer is required'],
  ])('refuses %s and names the key', async (flag, words) => {
    await expect(renderChart(helm, '--set', flag)).rejects.toThrow(words);
  });

  it('makes an Ingress with TLS for the host of the public address', () => {
    expect(named(production, 'Ingress', 'x').spec).toMatchObject({
      ingressClassName: 'nginx',
      tls: [{ hosts: ['crm.example.com'], secretName: 'crm-tls' }],
    });
  });
});
