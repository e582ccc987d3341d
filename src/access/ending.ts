/** Why a viewer may ask nothing more. */
export type Ending = {
  /** The code that a socket is closed with. */
  closeCode: number;
  /** At most 123 bytes, as a socket's close reason is. */
  reason: string;
};
