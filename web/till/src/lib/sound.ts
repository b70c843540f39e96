let context: AudioContext | undefined;

function tone(frequency: number, from: number, seconds: number): void {
    context ??= new AudioContext();
    const [wave, volume] = [context.createOscillator(), context.createGain()];
    const at = context.currentTime + from;
    wave.frequency.value = frequency;
    volume.gain.setValueAtTime(0.08, at);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + seconds);
    wave.connect(volume).connect(context.destination);
    wave.start(at);
    wave.stop(at + seconds);
}

/** Heard beside what is read and seen: up for good, low for what needs a look. */
export const good = (): void => (tone(880, 0, 0.09), tone(1320, 0.09, 0.14));
export const bad = (): void => (tone(220, 0, 0.22), tone(196, 0.2, 0.26));
export const read = (): void => tone(1760, 0, 0.06);
