/** Where the bare server writes: beside the services' databases, in the same store. */
export const BARE_DATABASE = 'fairlead_bare';
export const BARE_LEADS = 'leads';
export const BARE_OWNERSHIPS = 'ownerships';
