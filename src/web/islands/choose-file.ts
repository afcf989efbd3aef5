/** Opens the place to choose a file in `root`, and gives `take` what is chosen there or dropped on it. */
export function onFileChosen(root: HTMLElement, take: (file: File | undefined) => void): void {
  const input = root.querySelector<HTMLInputElement>('input[type=file]')!;
  const area = root.querySelector<HTMLElement>('[data-drop]')!;
  input.disabled = false;
  input.addEventListener('change', () => take(input.files?.[0]));
  root.querySelector<HTMLElement>('[data-drop-hint]')!.hidden = !matchMedia('(pointer: fine)').matches;
  // a file that is dropped beside the area must not open in the place of this page
  addEventListener('dragover', (event) => event.preventDefault());
  addEventListener('drop', (event) => event.preventDefault());
  area.addEventListener('dragover', () => area.classList.add('file-drop--over'));
  area.addEventListener('dragleave', () => area.classList.remove('file-drop--over'));
  area.addEventListener('drop', (event) => {
    area.classList.remove('file-drop--over');
    take(event.dataTransfer?.files[0]);
  });
}
