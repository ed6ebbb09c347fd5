import { baseConfig, parseConfig } from './load-config';

describe('parseConfig', () => {
  it('names every fault at once', () => {
    const parse = () => parseConfig(baseConfig, { MONGODB_URI: 'http://x', GRPC_PORT: '99999', LOG_LEVEL: 'loud' });
    expect(parse).toThrow(
      /5 fault\(s\)[\s\S]*GRPC_PORT[\s\S]*MONGODB_URI[\s\S]*SERVICE_KEY_FILE[\s\S]*USER_ISSUER[\s\S]*LOG_LEVEL/,
    );
  });

  it('takes an empty variable as absent', () => {
    const config = parseConfig(baseConfig, {
      MONGODB_URI: 'mongodb://x',
      SERVICE_KEY_FILE: 'k',
      USER_ISSUER: 'i',
      GRPC_PORT: '',
    });
    expect(config).toMatchObject({ GRPC_PORT: 0, GRPC_HOST: '127.0.0.1', MONGODB_LOCAL_STORE: false });
  });
});
