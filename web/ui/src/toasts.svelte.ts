/** Short words at the edge of the screen, about what was just done: eight seconds when it can be undone, else four. */
export interface Toast {
    id: number;
    text: string;
    undo?: () => void;
}

const shown = $state<Toast[]>([]);
const timers = new Map<number, ReturnType<typeof setTimeout>>();
let last = 0;

export const toasts = (): readonly Toast[] => shown;

export function toast(text: string, undo?: () => void): void {
    const id = ++last;
    shown.push({ id, text, ...(undo ? { undo } : {}) });
    timers.set(id, setTimeout(() => dismiss(id), undo ? 8000 : 4000));
}

export function dismiss(id: number): void {
    hold(id);
    const at = shown.findIndex((toast) => toast.id === id);
    if (at >= 0) shown.splice(at, 1);
}

/** Stays while somebody is at it. */
export function hold(id: number): void {
    clearTimeout(timers.get(id));
    timers.delete(id);
}
