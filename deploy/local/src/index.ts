export * from './document-store';
export * from './grpc-health';
export * from './paths';
export * from './platform';
export * from './ports';
export * from './secrets';
export * from './supervisor';
export * from './temporal';
