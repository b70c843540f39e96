import { BarcodeDetector, prepareZXingModule } from "barcode-detector/ponyfill";
import wasm from "zxing-wasm/reader/zxing_reader.wasm?url";

prepareZXingModule({ overrides: { locateFile: (path: string, prefix: string) => (path.endsWith(".wasm") ? wasm : prefix + path) } });

export type CameraTrouble = "denied" | "missing";

/** Looks through the camera until `signal` ends it; `seen` gets each code once while it is held there. The picture never leaves the device. */
export async function watchCamera(video: HTMLVideoElement, seen: (text: string) => void, signal: AbortSignal): Promise<CameraTrouble | undefined> {
    let stream: MediaStream;
    try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } });
    } catch (cause) {
        return cause instanceof DOMException && cause.name === "NotAllowedError" ? "denied" : "missing";
    }
    const stop = () => stream.getTracks().forEach((track) => track.stop());
    if (signal.aborted) return void stop();
    signal.addEventListener("abort", stop);
    video.srcObject = stream;
    await video.play();
    const detector = new BarcodeDetector({ formats: ["qr_code", "code_128", "ean_13"] });
    let last = "";
    while (!signal.aborted) {
        const [code] = video.readyState >= 2 ? await detector.detect(video) : [];
        if (code && code.rawValue !== last && !signal.aborted) seen(code.rawValue);
        last = code?.rawValue ?? "";
        await new Promise((resolve) => setTimeout(resolve, 150));
    }
    return undefined;
}
