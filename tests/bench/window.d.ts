import type { FaultlineApi } from '../../src/app/api';

declare global {
  interface Window {
    faultline: FaultlineApi;
  }
}
