/** Rep or partner, with the team whose managers see what is theirs. */
export interface Registrant {
  ownerId: string;
  teamId: string;
  /** Root first. */
  teamPath: string[];
}

/** Whose a registration was before a handover gave it out: what an undo restores. */
export interface RegistrationHandover {
  handoverId: string;
  from: Registrant;
}
