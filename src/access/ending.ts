/** Why a viewer may ask nothing more: UNAUTHENTICATED, from now on. */
export type Ending = {
  /** The code that a socket is closed with. */
  closeCode: number;
  /** At most 106 bytes: with its code it is a socket's close reason, which holds 123. */
  message: string;
};
