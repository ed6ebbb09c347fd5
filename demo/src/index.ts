export * from './chance';
export * from './checker/check';
export * from './checker/findings';
export * from './checker/sabotage';
export * from './checker/settled';
export * from './checker/snapshot';
export * from './checker/summary';
export * from './company/leads';
