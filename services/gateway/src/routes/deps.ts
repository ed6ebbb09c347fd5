import type { Clients } from '../clients';
import type { Directory } from '../directory';

/** What routes work with. */
export interface RouteDeps {
  clients: Clients;
  directory: Directory;
}
