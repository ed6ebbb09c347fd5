export * from './document-store';
export * from './paths';
export * from './ports';
export * from './temporal';
