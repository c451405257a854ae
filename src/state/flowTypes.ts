import globals from '../language/typescript/globals.d.ts?raw';
import faultline from '../language/typescript/faultline.d.ts?raw';

/** What the compiler knows of a flow's world: the text of declaration files by their address. */
export const FLOW_TYPES: Readonly<Record<string, string>> = {
  'file:///node_modules/faultline/index.d.ts': faultline,
  'file:///globals.d.ts': globals,
};
