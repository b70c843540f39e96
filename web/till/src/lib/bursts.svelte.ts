/** What was on the screen when a key came after a pause: should a scanner have been typing, it is put back. */
type Remember = () => () => void;
const remembering = new Set<Remember>();
let putBack: (() => void)[] = [];

/** For the life of a component. */
export function burst(remember: Remember): void {
    $effect(() => {
        remembering.add(remember);
        return () => remembering.delete(remember);
    });
}
export const burstBegins = (): void => void (putBack = [...remembering].map((remember) => remember()));
export const burstWasScanner = (): void => putBack.forEach((restore) => restore());
