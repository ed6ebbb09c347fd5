/** `sub` of this service in events that no person caused. */
export const SELF = 'service:notification';
