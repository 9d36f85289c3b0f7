import { writeFile } from "node:fs/promises";
import { bundle, compile } from "../scripts/bundle.mjs";

const manifest = await bundle({
  outdir: "dist",
  files: [{ in: "src/browser.ts", out: "holdfast.js", gzipMax: 5_800 }],
});

const define = { BUNDLE: JSON.stringify(manifest["holdfast.js"]) };
const stub = Buffer.from(await compile({ in: "src/stub.ts" })).toString().trim();
await writeFile("dist/loader.js", await compile({ in: "src/loader.ts", define }));
await writeFile("dist/holdfast.mjs", await compile({ in: "src/index.ts", format: "esm" }));
await writeFile(
  "dist/snippet.html",
  `<script>${stub}</script>\n<script async src="{{origin}}/t/loader.js" data-key="{{key}}"></script>\n`,
);
