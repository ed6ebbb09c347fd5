import type { Config } from './config';

/** A token for a machine client (OAuth 2.0 client credentials). The issuer says itself where tokens are made. */
export async function signIn({ url, clientId, clientSecret }: Config): Promise<string> {
  const issuer = await answer<{ token_endpoint: string }>(`${url}/.well-known/openid-configuration`);
  const pair = [clientId, clientSecret].map(encodeURIComponent).join(':');
  const { access_token: token } = await answer<{ access_token: string }>(issuer.token_endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  return token;
}

async function answer<T>(url: string, request: RequestInit = {}): Promise<T> {
  const response = await fetch(url, request);
  if (!response.ok) throw new Error(`sign in: ${new URL(url).pathname} answered ${response.status}`);
  return (await response.json()) as T;
}
