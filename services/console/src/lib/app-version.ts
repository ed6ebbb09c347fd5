const CHECK_MS = 60 * 60_000;

type Container = Pick<ServiceWorkerContainer, 'controller' | 'register' | 'addEventListener' | 'removeEventListener'>;

interface Watch {
  container: Container;
  reload(): void;
  /** A newer version is there; `apply` goes over to it. */
  onNew(apply: () => void): void;
}

/**
 * Installs the service worker that keeps the shell on this device, and tells of newer versions. Nothing is reloaded unless the
 * person asked for it, in this tab: what is being written in others is left alone.
 */
export async function watchVersions({ container, reload, onNew }: Watch, signal: AbortSignal): Promise<void> {
  let controlled = Boolean(container.controller);
  let asked = false;
  const onControl = () => {
    if (asked) return reload();
    // Another tab went over to the new version; this one still shows the old one.
    if (controlled) onNew(reload);
    controlled = true;
  };
  container.addEventListener('controllerchange', onControl);
  signal.addEventListener('abort', () => container.removeEventListener('controllerchange', onControl));
  const registration = await container.register('/sw.js', { updateViaCache: 'none' });
  if (signal.aborted) return;
  const offer = (worker: ServiceWorker | null) => {
    if (worker?.state !== 'installed' || !container.controller) return;
    onNew(() => {
      asked = true;
      worker.postMessage({ type: 'SKIP_WAITING' });
    });
  };
  offer(registration.waiting);
  const onFound = () => {
    const worker = registration.installing;
    worker?.addEventListener('statechange', () => offer(worker), { signal });
  };
  registration.addEventListener('updatefound', onFound, { signal });
  const timer = setInterval(() => void registration.update().catch(() => undefined), CHECK_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
}

/** Once the first load is over: what comes after must not slow it down. */
export const afterLoad = (): Promise<void> =>
  new Promise((resolve) => {
    const soon = () => setTimeout(resolve, 1000);
    if (document.readyState === 'complete') soon();
    else window.addEventListener('load', soon, { once: true });
  });
