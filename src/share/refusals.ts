import { FaultlineError } from '../model/assert';

/** The address holds something after `#` that Faultline never wrote. */
export const notOurs = (): FaultlineError =>
  new FaultlineError(
    'link-not-ours',
    'What stands after the # of this address is not an experiment of Faultline’s. Its links begin with #v1.',
  );

/** Ours, and damaged. `what` says how it shows. */
export const broken = (what: string): FaultlineError =>
  new FaultlineError(
    'link-broken',
    `This link is damaged: ${what}. Some chats and mail programs cut long links; ask for it again, or for a file.`,
    { what },
  );

/** Ours, by a version that this one does not know. */
export const newer = (version: number): FaultlineError =>
  new FaultlineError(
    'link-newer',
    'This link was made by a newer version of Faultline. Reload the page for the newest one, or open the link where it was made.',
    { version },
  );
