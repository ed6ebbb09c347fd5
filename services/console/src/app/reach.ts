import { createContext, useContext } from 'react';
import { useOnline } from '../lib/use-online';

/** False where the server did not answer, whatever the browser says of the network. */
export const ReachContext = createContext(true);

/** Whether the server can be reached, as far as anybody knows. */
export const useReach = (): boolean => {
  const online = useOnline();
  return useContext(ReachContext) && online;
};
