/** Where Fairlead is and who we are. */
export interface Config {
  url: string;
  clientId: string;
  clientSecret: string;
  customerAddress: string;
  leadName: string;
}

/** Reads the environment; the addresses default to those of `npm start`. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const { FAIRLEAD_CLIENT_ID: clientId, FAIRLEAD_CLIENT_SECRET: clientSecret } = env;
  if (!clientId || !clientSecret) {
    throw new Error('set FAIRLEAD_CLIENT_ID and FAIRLEAD_CLIENT_SECRET; `npm run client` makes a client');
  }
  return {
    url: env.FAIRLEAD_URL ?? 'http://127.0.0.1:8080',
    clientId,
    clientSecret,
    customerAddress: env.FAIRLEAD_CUSTOMER_ADDRESS ?? '127.0.0.1:50051',
    leadName: env.FAIRLEAD_LEAD_NAME ?? 'TypeScript Trading',
  };
}
