import { generate } from "lean-qr";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Flags that make the browser's camera see a QR with this text: a film of one still picture (YUV4MPEG2). */
export function cameraShowing(text: string): string[] {
    const [width, height, quiet] = [640, 480, 4];
    const code = generate(text);
    const dot = Math.floor(height / (code.size + 2 * quiet));
    const [left, top] = [Math.floor((width - code.size * dot) / 2), Math.floor((height - code.size * dot) / 2)];
    const luma = Buffer.alloc(width * height, 235);
    for (let y = 0; y < height; ++y) for (let x = 0; x < width; ++x) if (code.get(Math.floor((x - left) / dot), Math.floor((y - top) / dot))) luma[y * width + x] = 16;
    const frame = Buffer.concat([Buffer.from("FRAME\n"), luma, Buffer.alloc((width * height) / 2, 128)]);
    const film = join(mkdtempSync(join(tmpdir(), "vuelve-camera-")), "qr.y4m");
    writeFileSync(film, Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F5:1 Ip A1:1 C420\n`), ...Array.from({ length: 5 }, () => frame)]));
    return ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${film}`];
}
