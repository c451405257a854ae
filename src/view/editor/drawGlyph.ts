import { mount, unmount } from 'svelte';
import Glyph from '../parts/Glyph.svelte';
import type { DrawGlyph } from './marks';

/** Our own glyph in an element of Monaco's. */
export const drawGlyph: DrawGlyph = (target, { glyph }) => {
  const component = mount(Glyph, { target, props: { look: glyph, size: 13 } });
  return () => void unmount(component);
};
