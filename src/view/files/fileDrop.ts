import type { Attachment } from 'svelte/attachments';

export interface FileDrop {
  /** Files hang over the element, or no longer do. */
  readonly onhover: (isOver: boolean) => void;
  readonly onfiles: (files: readonly File[]) => void;
}

/** Makes an element take dropped files, before anything inside it can: an editor would paste their names. */
export function fileDrop({ onhover, onfiles }: FileDrop): Attachment<HTMLElement> {
  const carriesFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false;
  return (element) => {
    const over = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
      onhover(true);
    };
    const leave = ({ relatedTarget }: DragEvent): void => {
      // From one inner element to another is not away.
      if (!(relatedTarget instanceof Node && element.contains(relatedTarget))) onhover(false);
    };
    const drop = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      event.stopPropagation();
      onhover(false);
      onfiles([...(event.dataTransfer?.files ?? [])]);
    };
    element.addEventListener('dragover', over, true);
    element.addEventListener('dragleave', leave, true);
    element.addEventListener('drop', drop, true);
    return () => {
      element.removeEventListener('dragover', over, true);
      element.removeEventListener('dragleave', leave, true);
      element.removeEventListener('drop', drop, true);
    };
  };
}
