import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

export interface Options {
  /** Unpacked root file system with Node.js, the base of the images. */
  base: string;
  /** Command that imports an image archive into the cluster; the file's name is appended. */
  importCommand: string;
  namespace: string;
  /** Folder on the node for the data of the stand-ins. */
  hostPath: string;
  /** Leaves everything in place at the end. */
  keep: boolean;
  /** Names of the steps to run; all when empty. */
  only: string[];
}

const USAGE = `Usage: npm run cluster:check -- --base ROOTFS_DIR --import-command 'COMMAND' [--namespace NAME] [--host-path DIR] [--keep] [--only STEP,STEP]

KUBECONFIG names the cluster. ROOTFS_DIR is an unpacked root file system with Node.js 20.19 or newer. COMMAND imports an image
archive, for example 'kind load image-archive' or 'ctr -n k8s.io images import'. The variables BASE_ROOTFS and IMAGE_IMPORT
take the place of the two flags.`;

/** Reads flags and environment; throws the usage when something is missing. */
export function readOptions(args: string[], env: NodeJS.ProcessEnv): Options {
  const { values } = parseArgs({
    args,
    options: {
      base: { type: 'string', default: env.BASE_ROOTFS ?? '' },
      'import-command': { type: 'string', default: env.IMAGE_IMPORT ?? '' },
      namespace: { type: 'string', default: 'fairlead-check' },
      'host-path': { type: 'string', default: join(tmpdir(), 'fairlead-cluster-check') },
      keep: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
    },
  });
  if (values.base === '' || values['import-command'] === '' || !env.KUBECONFIG) throw new Error(USAGE);
  return {
    base: values.base,
    importCommand: values['import-command'],
    namespace: values.namespace,
    hostPath: values['host-path'],
    keep: values.keep,
    only: values.only.split(',').filter(Boolean),
  };
}
